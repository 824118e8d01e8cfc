namespace RagQA;

/// <summary>A span of a passage with its score.</summary>
/// <param name="Start">First UTF-16 code unit, relative to the passage's text.</param>
/// <param name="End">One past the last code unit, relative to the passage's text.</param>
/// <param name="Score">start + end − (start[0] + end[0]) logits: above 0 the reader prefers the span to no answer.</param>
[GenerateSerializer, Immutable, Alias("ragqa.SpanCandidate")]
public readonly record struct SpanCandidate([property: Id(0)] int Start, [property: Id(1)] int End, [property: Id(2)] float Score);
