namespace RagQA.Grains.Answering;

/// <summary>One span of a group.</summary>
/// <param name="Source">The passage it stands in.</param>
/// <param name="Span">The span, relative to the passage's text.</param>
/// <param name="Probability">p(passage | question) · p(span | question, passage).</param>
/// <param name="IsBestOfPassage">Whether the reader has no better span in that passage.</param>
public sealed record GroupedSpan(ReadPassage Source, SpanCandidate Span, double Probability, bool IsBestOfPassage)
{
    /// <summary>The text of the span.</summary>
    public string Text => Source.Passage.Text[Span.Start..Span.End];
}
