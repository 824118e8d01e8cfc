namespace RagQA.Grains.Answering;

/// <summary>Spans of equal normalised text, strongest first.</summary>
/// <param name="Probability">Σ over passages p(passage | question) · p(span | question, passage).</param>
/// <param name="Spans">Each passage's best span of this text.</param>
public sealed record AnswerGroup(double Probability, IReadOnlyList<GroupedSpan> Spans)
{
    /// <summary>
    /// Logarithm of its probability against the most probable answer that says something else; at most
    /// <see cref="AggregatorOptions.LargestMargin"/>, which it is when there is none.
    /// </summary>
    public double Margin { get; init; } = AggregatorOptions.LargestMargin;
}
