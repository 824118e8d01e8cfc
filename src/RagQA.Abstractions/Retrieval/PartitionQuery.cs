namespace RagQA;

/// <summary>What a partition is asked: vectors and term hashes, never text.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.PartitionQuery")]
public sealed record PartitionQuery
{
    /// <summary>Question embedding, packed float32; null when the mode is lexical.</summary>
    [Id(0)] public byte[]? Embedding { get; init; }

    /// <summary>Hashes of the question's distinct lexical terms; empty when the mode is dense.</summary>
    [Id(1)] public ulong[] Terms { get; init; } = [];

    /// <summary>Inverse document frequency of each term over the whole collection.</summary>
    [Id(2)] public float[] TermWeights { get; init; } = [];

    /// <summary>Mean passage length in terms over the whole collection.</summary>
    [Id(3)] public float AverageLength { get; init; }

    /// <summary>Hits wanted from each retriever.</summary>
    [Id(4)] public required int Top { get; init; }

    /// <summary>Which passages may be scored.</summary>
    [Id(5)] public required PassageScope Scope { get; init; }

    /// <summary>SHA-256 of the model that encoded the question; a partition built with another one refuses. Empty when nothing was encoded.</summary>
    [Id(6)] public string Encoder { get; init; } = "";
}
