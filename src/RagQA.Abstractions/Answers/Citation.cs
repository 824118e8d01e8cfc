using System.Text.Json.Serialization;

namespace RagQA;

/// <summary>Where an answer stands: one slice of one stored text.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.Citation")]
public sealed record Citation
{
    /// <summary>Id of the document.</summary>
    [Id(0)] public required string DocumentId { get; init; }

    /// <summary>Hash of the document's text, "sha256:" and 64 hexadecimal digits.</summary>
    [Id(1)] public required string DocumentVersion { get; init; }

    /// <summary>Title of the document.</summary>
    [Id(2)] public required string Title { get; init; }

    /// <summary>Where the document comes from.</summary>
    [Id(3)] public string? Source { get; init; }

    /// <summary>Date of the document.</summary>
    [Id(4)] public DateOnly? Date { get; init; }

    /// <summary>Headings above the passage.</summary>
    [Id(5)] public string? Section { get; init; }

    /// <summary>Page of the original, from 1.</summary>
    [Id(6)] public int? Page { get; init; }

    /// <summary>Id of the passage.</summary>
    [Id(7), JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)] public required long PassageId { get; init; }

    /// <summary>First UTF-16 code unit of the span in the document's text.</summary>
    [Id(8)] public required int Start { get; init; }

    /// <summary>One past its last UTF-16 code unit.</summary>
    [Id(9)] public required int End { get; init; }

    /// <summary>The document's text between <see cref="Start"/> and <see cref="End"/>.</summary>
    [Id(10)] public required string Quote { get; init; }

    /// <summary>The whole sentence (or sentences) that the span stands in.</summary>
    [Id(11)] public required string Sentence { get; init; }

    /// <summary>Where the sentence starts in the document's text, UTF-16 code units.</summary>
    [Id(12)] public int SentenceStart { get; init; }

    /// <summary>Rank of the passage in each retriever.</summary>
    [Id(13)] public FoundBy FoundBy { get; init; } = new();

    /// <summary>Type of the document, such as protocol or leaflet.</summary>
    [Id(14)] public string? DocumentType { get; init; }

    /// <summary>Who wrote the document.</summary>
    [Id(15)] public string[] Authors { get; init; } = [];

    /// <summary>Where the original can be read.</summary>
    [Id(16)] public string? Url { get; init; }

    /// <summary>Type of study, such as randomised trial; null where it is none.</summary>
    [Id(17)] public string? StudyType { get; init; }

    /// <summary>How far the operator trusts the source, from 1 (most) to 5; null when nobody said.</summary>
    [Id(18)] public int? TrustTier { get; init; }

    /// <summary>Whether the document was withdrawn: shown with every quotation.</summary>
    [Id(19)] public bool Retracted { get; init; }

    /// <summary>What took the document's place; null while it stands.</summary>
    [Id(20)] public string? SupersededBy { get; init; }
}
