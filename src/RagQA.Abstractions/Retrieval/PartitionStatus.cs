namespace RagQA;

/// <summary>State of one partition.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.PartitionStatus")]
public sealed record PartitionStatus
{
    /// <summary>Number of the partition.</summary>
    [Id(0)] public required int Partition { get; init; }

    /// <summary>Loading, ready or failed.</summary>
    [Id(1)] public required PartitionState State { get; init; }

    /// <summary>Revision that it has applied.</summary>
    [Id(2)] public long Revision { get; init; }

    /// <summary>Live passages.</summary>
    [Id(3)] public long Passages { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    [Id(4)] public string? Reason { get; init; }

    /// <summary>Kind of dense index in use, such as hnsw.</summary>
    [Id(5)] public string DenseIndex { get; init; } = "";

    /// <summary>Bytes of memory that its indexes hold, about; what is mapped from files is not counted.</summary>
    [Id(6)] public long MemoryBytes { get; init; }

    /// <summary>Number of the replica, from 0.</summary>
    [Id(7)] public int Replica { get; init; }

    /// <summary>Address of the silo that holds it.</summary>
    [Id(8)] public string Silo { get; init; } = "";
}
