namespace RagQA;

/// <summary>How far the building of a generation is.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.GenerationProgress")]
public sealed record GenerationProgress
{
    /// <summary>What is being done, in a word: encoding, building, comparing, or stopped.</summary>
    [Id(0)] public required string Stage { get; init; }

    /// <summary>Passages to encode.</summary>
    [Id(1)] public long Passages { get; init; }

    /// <summary>Passages whose embeddings are there.</summary>
    [Id(2)] public long Encoded { get; init; }

    /// <summary>Passages per second since it last started.</summary>
    [Id(3)] public double PassagesPerSecond { get; init; }

    /// <summary>Time left for encoding at this rate; null while unknown.</summary>
    [Id(4)] public TimeSpan? Remaining { get; init; }

    /// <summary>Why it stopped; null while it runs. Starting the same again goes on with it.</summary>
    [Id(5)] public string? Reason { get; init; }
}
