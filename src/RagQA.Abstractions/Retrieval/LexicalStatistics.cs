namespace RagQA;

/// <summary>Counts of one partition that BM25 needs; summed over partitions they are the collection's, whatever the split.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.LexicalStatistics")]
public sealed record LexicalStatistics
{
    /// <summary>Live passages.</summary>
    [Id(0)] public required long Passages { get; init; }

    /// <summary>Sum of passage lengths in terms.</summary>
    [Id(1)] public required long TotalLength { get; init; }

    /// <summary>For each term that was asked: live passages that hold it.</summary>
    [Id(2)] public required int[] PassageFrequencies { get; init; }

    /// <summary>Revision that the partition has applied.</summary>
    [Id(3)] public long Revision { get; init; }
}
