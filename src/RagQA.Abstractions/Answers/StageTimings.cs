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
}
