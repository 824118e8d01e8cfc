namespace RagQA.Tests.Corpus;

/// <summary>Counts one token for every four characters begun of a word, so that words differ and counts add up.</summary>
internal sealed class WordCounter : ITokenCounter
{
    /// <summary>Characters counted so far, to see that splitting stays linear.</summary>
    public long Counted { get; private set; }

    public int Count(ReadOnlySpan<char> text)
    {
        Counted += text.Length;
        int tokens = 0;
        int word = 0;
        foreach (char c in text)
        {
            word = char.IsWhiteSpace(c) ? 0 : word + 1;
            tokens += word % 4 == 1 ? 1 : 0;
        }

        return tokens;
    }
}
