namespace RagQA.Cli.Capacity;

/// <summary>What a service is to hold and to answer.</summary>
internal sealed record CapacityRequest
{
    /// <summary>Largest partition that a plan makes by itself: a silo rebuilds it from the store within minutes, and sizes up to it were measured.</summary>
    public const double PassagesPerPartition = 1e6;

    /// <summary>Passages of all collections, above 0.</summary>
    public required double Passages { get; init; }

    /// <summary>Numbers per embedding; null for those of the figures.</summary>
    public int? Dimension { get; init; }

    /// <summary>Copies of each partition.</summary>
    public int Replicas { get; init; } = 2;

    /// <summary>Partitions; null for as few as <see cref="PassagesPerPartition"/> allows.</summary>
    public long? Partitions { get; init; }

    /// <summary>Questions in a second, at the busiest time.</summary>
    public double QuestionsPerSecond { get; init; } = 10;

    /// <summary>Memory of one silo in bytes.</summary>
    public double SiloMemory { get; init; } = 64 * Math.Pow(2, 30);

    /// <summary>Cores of one silo.</summary>
    public int SiloCores { get; init; } = 16;

    /// <summary>Passages that one GPU encodes in a second, where that is known and was not measured here.</summary>
    public double? DevicePassagesPerSecond { get; init; }
}
