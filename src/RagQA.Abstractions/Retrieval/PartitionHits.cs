namespace RagQA;

/// <summary>What a partition found: ids and scores, best first, ties by lower id.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.PartitionHits")]
public sealed record PartitionHits
{
    /// <summary>Passage ids by inner product.</summary>
    [Id(0)] public long[] DenseIds { get; init; } = [];

    /// <summary>Inner products.</summary>
    [Id(1)] public float[] DenseScores { get; init; } = [];

    /// <summary>Passage ids by BM25.</summary>
    [Id(2)] public long[] LexicalIds { get; init; } = [];

    /// <summary>BM25 scores.</summary>
    [Id(3)] public float[] LexicalScores { get; init; } = [];

    /// <summary>Revision that the partition had applied.</summary>
    [Id(4)] public required long Revision { get; init; }

    /// <summary>How the embeddings were searched: exact, graph or faiss-flat; empty when they were not.</summary>
    [Id(5)] public string DenseMethod { get; init; } = "";

    /// <summary>Why so, in a sentence with the numbers that decided.</summary>
    [Id(6)] public string DenseReason { get; init; } = "";
}
