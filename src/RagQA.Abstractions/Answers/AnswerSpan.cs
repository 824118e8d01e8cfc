namespace RagQA;

/// <summary>One distinct answer: spans whose normalised text is equal, with the citations they stand in.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.AnswerSpan")]
public sealed record AnswerSpan
{
    /// <summary>The answer as it stands in its first citation.</summary>
    [Id(0)] public required string Text { get; init; }

    /// <summary>Σ over passages p(passage | question) · p(span | question, passage): RAG-Sequence (Lewis et al. 2020) for extraction; 0–1.</summary>
    [Id(1)] public required double Probability { get; init; }

    /// <summary>How far the answer can be relied on.</summary>
    [Id(2)] public required Confidence Confidence { get; init; }

    /// <summary>Where the answer stands, strongest first; never empty.</summary>
    [Id(3)] public required Citation[] Citations { get; init; }
}
