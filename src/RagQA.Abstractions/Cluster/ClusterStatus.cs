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

    /// <summary>Replicas that are not where they belong, and where they go.</summary>
    [Id(3)] public PlannedMove[] Moves { get; init; } = [];

    /// <summary>Silos that joined and left, as far as the membership table goes back, the last to be seen first.</summary>
    [Id(4)] public SiloMembership[] Membership { get; init; } = [];

    /// <summary>Why the membership table cannot be read; null when it can. Questions go on without it, but no silo joins or is given up.</summary>
    [Id(5)] public string? MembershipFailure { get; init; }
}
