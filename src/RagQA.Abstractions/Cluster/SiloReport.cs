namespace RagQA;

/// <summary>What a silo says of itself.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.SiloReport")]
public sealed record SiloReport
{
    /// <summary>Address in the cluster; a silo that starts again has another.</summary>
    [Id(0)] public required string Silo { get; init; }

    /// <summary>Name that the operator gave it.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>False when it is a member of the cluster and did not answer.</summary>
    [Id(2)] public bool IsAnswering { get; init; }

    /// <summary>True while it hands over what it has before it stops.</summary>
    [Id(3)] public bool IsDraining { get; init; }

    /// <summary>What placement looks at, such as <c>gpu=true</c>.</summary>
    [Id(4)] public Dictionary<string, string> Labels { get; init; } = [];

    /// <summary>Device that runs its models now, such as <c>cpu</c> or <c>cuda</c>.</summary>
    [Id(5)] public string Device { get; init; } = "";

    /// <summary>Why a device that it has does not run the models; null when none or nothing is wrong.</summary>
    [Id(6)] public string? DeviceFailure { get; init; }

    /// <summary>Bytes of memory that its partition indexes hold.</summary>
    [Id(7)] public long MemoryBytes { get; init; }

    /// <summary>Bytes of memory that they may hold.</summary>
    [Id(8)] public long MemoryBudgetBytes { get; init; }

    /// <summary>Questions that it works on.</summary>
    [Id(9)] public int RunningQuestions { get; init; }

    /// <summary>Questions that wait for their turn.</summary>
    [Id(10)] public int WaitingQuestions { get; init; }

    /// <summary>Version of the program.</summary>
    [Id(11)] public string Version { get; init; } = "";

    /// <summary>When it started.</summary>
    [Id(12)] public DateTimeOffset StartedAt { get; init; }

    /// <summary>Its part of all cores of its machine, 0 to 1, in the last seconds.</summary>
    [Id(13)] public double ProcessorShare { get; init; }

    /// <summary>Bytes of memory that the whole process holds.</summary>
    [Id(14)] public long ProcessBytes { get; init; }

    /// <summary>Questions that it answered per second, over the last minute.</summary>
    [Id(15)] public double QuestionsPerSecond { get; init; }

    /// <summary>95th percentile of their times in milliseconds; null without any.</summary>
    [Id(16)] public double? P95Ms { get; init; }
}
