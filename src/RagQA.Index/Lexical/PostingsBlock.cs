namespace RagQA.Index;

/// <summary>What is known of consecutive postings without decoding them.</summary>
/// <param name="LastRow">The last row.</param>
/// <param name="End">Where their bytes end.</param>
/// <param name="MostOccurrences">Of the term in one of the rows.</param>
/// <param name="ShortestLength">Length of the shortest row.</param>
internal readonly record struct PostingsBlock(int LastRow, int End, int MostOccurrences, int ShortestLength)
{
    public const int Bytes = 16;

    public static PostingsBlock Empty { get; } = new(-1, 0, 0, int.MaxValue);

    public PostingsBlock With(int row, int occurrences, int length, int end) =>
        new(row, end, Math.Max(MostOccurrences, occurrences), Math.Min(ShortestLength, length));

    /// <summary>What one of the rows can score at most for the term.</summary>
    public float Bound(float weight, float averageLength) => Bm25.Score(weight, MostOccurrences, ShortestLength, averageLength);
}
