namespace RagQA;

/// <summary>Silos, and where the partitions are.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.ClusterStatus")]
public sealed record ClusterStatus
{
    /// <summary>Members of the cluster by name.</summary>
    [Id(0)] public required SiloReport[] Silos { get; init; }

    /// <summary>All collections by name.</summary>
    [Id(1)] public required CollectionReplicas[] Collections { get; init; }

    /// <summary>Partitions of all collections that are ready on fewer silos than wanted.</summary>
    [Id(2)] public required int UnderReplicated { get; init; }
}
