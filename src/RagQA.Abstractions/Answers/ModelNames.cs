namespace RagQA;

/// <summary>Models that took part, each as name@sha256.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.ModelNames")]
public sealed record ModelNames
{
    /// <summary>The question and passage encoder.</summary>
    [Id(0)] public required string Encoder { get; init; }

    /// <summary>The span reader.</summary>
    [Id(1)] public required string Reader { get; init; }
}
