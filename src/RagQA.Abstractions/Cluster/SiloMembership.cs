namespace RagQA;

/// <summary>What the membership table says of a silo, also of one that has left.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.SiloMembership")]
public sealed record SiloMembership
{
    /// <summary>Address in the cluster; a silo that starts again has another.</summary>
    [Id(0)] public required string Silo { get; init; }

    /// <summary>Name that the operator gave it.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>Whether it takes part, joins, leaves or has left.</summary>
    [Id(2)] public required SiloMembershipState State { get; init; }

    /// <summary>When it joined.</summary>
    [Id(3)] public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>When it last wrote that it is alive; for one that has left, about when it did.</summary>
    [Id(4)] public required DateTimeOffset LastSeenAt { get; init; }
}
