using System.Text.Json.Serialization;

namespace RagQA;

/// <summary>A passage with its text, source and the parts of its score.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.RankedPassage")]
public sealed record RankedPassage
{
    /// <summary>Id of the passage: 64-bit, given by the store, never reused.</summary>
    [Id(0), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)] public required long PassageId { get; init; }

    /// <summary>Id of the document.</summary>
    [Id(1)] public required string DocumentId { get; init; }

    /// <summary>Hash of the document's text.</summary>
    [Id(2)] public required string DocumentVersion { get; init; }

    /// <summary>Title of the document.</summary>
    [Id(3)] public required string Title { get; init; }

    /// <summary>Where the document comes from.</summary>
    [Id(4)] public string? Source { get; init; }

    /// <summary>Date of the document.</summary>
    [Id(5)] public DateOnly? Date { get; init; }

    /// <summary>Type of the document.</summary>
    [Id(6)] public string? DocumentType { get; init; }

    /// <summary>Headings above the passage.</summary>
    [Id(7)] public string? Section { get; init; }

    /// <summary>Page of the original, from 1.</summary>
    [Id(8)] public int? Page { get; init; }

    /// <summary>First UTF-16 code unit of the passage in the document's text.</summary>
    [Id(9)] public required int Start { get; init; }

    /// <summary>One past its last code unit.</summary>
    [Id(10)] public required int End { get; init; }

    /// <summary>The document's text between <see cref="Start"/> and <see cref="End"/>.</summary>
    [Id(11)] public required string Text { get; init; }

    /// <summary>Rank in the fused list, from 1.</summary>
    [Id(12)] public required int Rank { get; init; }

    /// <summary>Rank in each retriever.</summary>
    [Id(13)] public FoundBy FoundBy { get; init; } = new();

    /// <summary>Fused score; greater is better.</summary>
    [Id(14)] public double Score { get; init; }

    /// <summary>Inner product of question and passage embedding; greater is better.</summary>
    [Id(15)] public double? DenseScore { get; init; }

    /// <summary>BM25 score; greater is better.</summary>
    [Id(16)] public double? LexicalScore { get; init; }

    /// <summary>The reader's relevance logit; null when the passage was not read.</summary>
    [Id(17)] public double? Relevance { get; init; }

    /// <summary>The reader's best span in the document's text; null when there is none.</summary>
    [Id(18)] public TextRange? Span { get; init; }

    /// <summary>Score of the best span against no answer (sum of logits); greater is better.</summary>
    [Id(19)] public double? SpanScore { get; init; }

    /// <summary>Whether the document was withdrawn.</summary>
    [Id(20)] public bool Retracted { get; init; }

    /// <summary>What took the document's place; null while it stands.</summary>
    [Id(21)] public string? SupersededBy { get; init; }

    /// <summary>Ids of other documents that hold a passage with the same words, which is neither shown nor read again.</summary>
    [Id(22)] public string[] AlsoIn { get; init; } = [];

    /// <summary>Share of the question's terms, by their weight in the collection, that stand in the passage, its title or its section; 0–1.</summary>
    [Id(23)] public double TermShare { get; init; }
}
