namespace RagQA.Tests.Web;

/// <summary>Made-up answers, passages and citations.</summary>
internal static class Answers
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static RankedPassage Passage(int rank, string text = "Give 500 micrograms at once.", TextRange? span = null) => new()
    {
        PassageId = rank,
        DocumentId = $"d{rank}.md",
        DocumentVersion = "sha256:0123456789abcdef",
        Title = $"Document {rank}",
        Date = new DateOnly(2025, 6, 7),
        DocumentType = "protocol",
        Section = "Treatment",
        Start = 100,
        End = 100 + text.Length,
        Text = text,
        Rank = rank,
        FoundBy = new FoundBy { Dense = rank, Lexical = rank + 1 },
        Span = span,
    };

    public static Citation Citation(int passage, string before = "Give ", string quote = "500 micrograms", string after = " at once.") => new()
    {
        DocumentId = $"d{passage}.md",
        DocumentVersion = "sha256:0123456789abcdef",
        Title = $"Document {passage}",
        Source = "Ward library",
        Date = new DateOnly(2025, 6, 7),
        Section = "Treatment",
        PassageId = passage,
        Start = 100 + before.Length,
        End = 100 + before.Length + quote.Length,
        Quote = quote,
        Sentence = before + quote + after,
        SentenceStart = 100,
    };

    public static AnswerSpan Span(string text, double probability, params int[] passages) => new()
    {
        Text = text,
        Probability = probability,
        Confidence = new Confidence { Value = probability, Word = probability > 0.8 ? "high" : "low" },
        Citations = [.. passages.Select(p => Citation(p, quote: text))],
    };

    public static Answer Of(params AnswerSpan[] spans) => new()
    {
        Id = Guid.Parse("11111111-2222-3333-4444-555555555555"),
        Collection = "sample",
        Question = "How much adrenaline?",
        Status = spans.Length > 0 ? AnswerStatus.Answered : AnswerStatus.NoAnswer,
        Answers = spans,
        Passages = [.. Enumerable.Range(1, 4).Select(i => Passage(i))],
        Coverage = new Coverage { Partitions = 4, Answered = 4 },
        Timings = new StageTimings { TotalMs = 424 },
        Revision = 12,
        AnsweredAt = Noon,
    };
}
