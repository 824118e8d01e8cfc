namespace RagQA.Grains.Answering;

/// <summary>Spans of equal normalised text, strongest first.</summary>
/// <param name="Probability">Σ over passages p(passage | question) · p(span | question, passage).</param>
/// <param name="Spans">Each passage's best span of this text.</param>
public sealed record AnswerGroup(double Probability, IReadOnlyList<GroupedSpan> Spans);
