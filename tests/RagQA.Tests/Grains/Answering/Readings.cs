using RagQA.Grains.Answering;

namespace RagQA.Tests.Grains.Answering;

/// <summary>Made-up readings for tests of aggregation.</summary>
internal static class Readings
{
    public static ReadPassage Of(int rank, string text, float relevance, params (string Span, float Score)[] spans)
        => InDocument($"d{rank}", rank, text, relevance, spans);

    public static ReadPassage InDocument(string document, int rank, string text, float relevance, params (string Span, float Score)[] spans) => new(
        new RankedPassage
        {
            PassageId = rank,
            DocumentId = document,
            DocumentVersion = "sha256:0",
            Title = "t",
            Start = 1000 * rank,
            End = (1000 * rank) + text.Length,
            Text = text,
            Rank = rank,
        },
        new PassageReading
        {
            Relevance = relevance,
            Spans = [.. spans.Select(s =>
            {
                var start = text.IndexOf(s.Span, StringComparison.Ordinal);
                return new SpanCandidate(start, start + s.Span.Length, s.Score);
            })],
        });
}
