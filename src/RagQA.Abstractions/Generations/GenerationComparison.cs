namespace RagQA;

/// <summary>What a generation finds against what the active one found, for the same questions at the same time.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.GenerationComparison")]
public sealed record GenerationComparison
{
    /// <summary>Number of the generation that was active.</summary>
    [Id(0)] public required int With { get; init; }

    /// <summary>Where the questions came from, in words: the name of a gold set, or the history.</summary>
    [Id(1)] public required string Questions { get; init; }

    /// <summary>Questions that were asked of both.</summary>
    [Id(2)] public required int Asked { get; init; }

    /// <summary>Mean share of the first ten passages that both have, 0–1; null when nothing was asked.</summary>
    [Id(3)] public double? Overlap { get; init; }

    /// <summary>Questions with passages known to be relevant, of which the figures speak.</summary>
    [Id(4)] public int Judged { get; init; }

    /// <summary>Figures of the active generation; null without judged questions.</summary>
    [Id(5)] public GenerationFigures? Before { get; init; }

    /// <summary>Figures of this generation; null without judged questions.</summary>
    [Id(6)] public GenerationFigures? After { get; init; }
}
