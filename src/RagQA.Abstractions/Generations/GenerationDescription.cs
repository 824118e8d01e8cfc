namespace RagQA;

/// <summary>One generation of a collection: all its partitions, built with one encoder.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.GenerationDescription")]
public sealed record GenerationDescription
{
    /// <summary>Its number, from 1; never given again.</summary>
    [Id(0)] public required int Number { get; init; }

    /// <summary>Its encoder as name@sha256; only the hash where the silo that was asked does not have the model.</summary>
    [Id(1)] public required string Encoder { get; init; }

    /// <summary>Number of its partitions.</summary>
    [Id(2)] public required int Partitions { get; init; }

    /// <summary>What it is good for.</summary>
    [Id(3)] public required GenerationState State { get; init; }

    /// <summary>When it was begun.</summary>
    [Id(4)] public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When questions last stopped being answered from it; null when they never did.</summary>
    [Id(5)] public DateTimeOffset? LeftAt { get; init; }

    /// <summary>How it compared with the generation that was active; null before.</summary>
    [Id(6)] public GenerationComparison? Comparison { get; init; }

    /// <summary>How far its building is; null unless it is being built.</summary>
    [Id(7)] public GenerationProgress? Progress { get; init; }
}
