namespace RagQA;

/// <summary>How one partition searched the embeddings.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.PartitionSearch")]
public sealed record PartitionSearch
{
    /// <summary>Number of the partition.</summary>
    [Id(0)] public required int Partition { get; init; }

    /// <summary>How: exact, graph or faiss-flat.</summary>
    [Id(1)] public required string Method { get; init; }

    /// <summary>Why so, in a sentence with the numbers that decided.</summary>
    [Id(2)] public required string Reason { get; init; }
}
