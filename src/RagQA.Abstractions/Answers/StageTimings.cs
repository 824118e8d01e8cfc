namespace RagQA;

/// <summary>Time of each stage in milliseconds, null where the stage did not run.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.StageTimings")]
public sealed record StageTimings
{
    /// <summary>Question to embedding.</summary>
    [Id(0)] public double? EncodeMs { get; init; }

    /// <summary>Search of all partitions and fusion.</summary>
    [Id(1)] public double? SearchMs { get; init; }

    /// <summary>Passages from the document store, checked.</summary>
    [Id(2)] public double? VerifyMs { get; init; }

    /// <summary>Reading of passages.</summary>
    [Id(3)] public double? ReadMs { get; init; }

    /// <summary>From the request to the answer.</summary>
    [Id(4)] public double TotalMs { get; init; }

    /// <summary>Device that encoded the question, such as cpu.</summary>
    [Id(5)] public string? EncodeDevice { get; init; }

    /// <summary>Device that read the passages; several, separated by commas, when one failed meanwhile.</summary>
    [Id(6)] public string? ReadDevice { get; init; }

    /// <summary>Time until other questions made room for this one.</summary>
    [Id(7)] public double? WaitMs { get; init; }
}
