namespace RagQA;

/// <summary>Where the partitions of one collection are.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.CollectionReplicas")]
public sealed record CollectionReplicas
{
    /// <summary>Name of the collection.</summary>
    [Id(0)] public required string Collection { get; init; }

    /// <summary>The active generation.</summary>
    [Id(1)] public required int Generation { get; init; }

    /// <summary>Copies wanted of every partition.</summary>
    [Id(2)] public required int Replicas { get; init; }

    /// <summary>Every replica of every partition.</summary>
    [Id(3)] public required PartitionStatus[] Partitions { get; init; }

    /// <summary>Partitions that are ready on fewer silos than wanted.</summary>
    [Id(4)] public required int UnderReplicated { get; init; }
}
