namespace RagQA.Index;

/// <summary>A passage and its score; the greater score is the better one, and of two equal ones the lower id comes first.</summary>
/// <param name="Id">Id of the passage.</param>
/// <param name="Score">Inner product or BM25.</param>
public readonly record struct ScoredPassage(long Id, float Score) : IComparable<ScoredPassage>
{
    /// <summary>Orders the better passage first.</summary>
    public int CompareTo(ScoredPassage other)
    {
        var byScore = other.Score.CompareTo(Score);
        return byScore != 0 ? byScore : Id.CompareTo(other.Id);
    }

    /// <summary>Whether <paramref name="left"/> ranks before <paramref name="right"/>.</summary>
    public static bool operator <(ScoredPassage left, ScoredPassage right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> ranks after <paramref name="right"/>.</summary>
    public static bool operator >(ScoredPassage left, ScoredPassage right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> ranks before <paramref name="right"/> or equals it.</summary>
    public static bool operator <=(ScoredPassage left, ScoredPassage right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> ranks after <paramref name="right"/> or equals it.</summary>
    public static bool operator >=(ScoredPassage left, ScoredPassage right) => left.CompareTo(right) >= 0;
}
