namespace RagQA;

/// <summary>A replica that is not where it belongs; it moves by itself as soon as its new silo has loaded it.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.PlannedMove")]
public sealed record PlannedMove
{
    /// <summary>Name of the collection.</summary>
    [Id(0)] public required string Collection { get; init; }

    /// <summary>Number of the partition, from 0.</summary>
    [Id(1)] public required int Partition { get; init; }

    /// <summary>Number of the replica, from 0.</summary>
    [Id(2)] public required int Replica { get; init; }

    /// <summary>Address of the silo that holds it.</summary>
    [Id(3)] public required string From { get; init; }

    /// <summary>Address of the silo to which it goes.</summary>
    [Id(4)] public required string To { get; init; }

    /// <summary>Bytes of memory that its indexes hold, about.</summary>
    [Id(5)] public long MemoryBytes { get; init; }
}
