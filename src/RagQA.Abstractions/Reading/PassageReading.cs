namespace RagQA;

/// <summary>What the reader made of one passage.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.PassageReading")]
public sealed record PassageReading
{
    /// <summary>Relevance logit: whether the passage holds an answer.</summary>
    [Id(0)] public required float Relevance { get; init; }

    /// <summary>Best spans, best first; empty when the passage has no tokens.</summary>
    [Id(1)] public SpanCandidate[] Spans { get; init; } = [];

    /// <summary>Device that the reader ran on, such as <c>cpu</c>.</summary>
    [Id(2)] public string Device { get; init; } = "";
}
