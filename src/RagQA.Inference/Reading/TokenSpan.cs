namespace RagQA.Inference;

/// <summary>A span of tokens with the sum of its logits.</summary>
/// <param name="First">First token.</param>
/// <param name="Last">Last token, part of the span.</param>
/// <param name="Score">Start logit of the first plus end logit of the last token.</param>
internal readonly record struct TokenSpan(int First, int Last, float Score) : IComparable<TokenSpan>
{
    /// <summary>Better spans are greater; of equals the earlier, then the shorter.</summary>
    public int CompareTo(TokenSpan other)
    {
        int order = Score.CompareTo(other.Score);
        order = order != 0 ? order : other.First.CompareTo(First);
        return order != 0 ? order : other.Last.CompareTo(Last);
    }
}
