namespace RagQA;

/// <summary>How well a generation finds passages that are known to be relevant; means over the questions, 0–1.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.GenerationFigures")]
public sealed record GenerationFigures
{
    /// <summary>Share of questions with a relevant passage in the first place.</summary>
    [Id(0)] public required double HitAt1 { get; init; }

    /// <summary>Share of questions with a relevant passage among the first five.</summary>
    [Id(1)] public required double HitAt5 { get; init; }

    /// <summary>Share of questions with a relevant passage among the first twenty.</summary>
    [Id(2)] public required double HitAt20 { get; init; }

    /// <summary>nDCG@10, every relevant passage having the grade 1. Only those that one of the two generations found are known.</summary>
    [Id(3)] public required double NdcgAt10 { get; init; }
}
