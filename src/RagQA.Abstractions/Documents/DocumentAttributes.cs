namespace RagQA;

/// <summary>What is known about a document besides its text.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.DocumentAttributes")]
public sealed record DocumentAttributes
{
    /// <summary>Title; put in front of each passage when it is encoded.</summary>
    [Id(0)] public string? Title { get; init; }

    /// <summary>Where the document comes from, shown with each citation.</summary>
    [Id(1)] public string? Source { get; init; }

    /// <summary>Date of the document.</summary>
    [Id(2)] public DateOnly? Date { get; init; }

    /// <summary>Type, such as protocol, guideline, leaflet, formulary, letter, note.</summary>
    [Id(3)] public string? DocumentType { get; init; }

    /// <summary>The patient; required in a patient collection, refused in a reference collection.</summary>
    [Id(4)] public string? Subject { get; init; }

    /// <summary>Access labels; a principal needs one of them, none means everybody.</summary>
    [Id(5)] public string[] AccessLabels { get; init; } = [];

    /// <summary>Further facts that are kept and given back unchanged.</summary>
    [Id(6)] public Dictionary<string, string> Metadata { get; init; } = [];

    /// <summary>Who wrote it, in the order of the title page.</summary>
    [Id(7)] public string[] Authors { get; init; } = [];

    /// <summary>Where the original can be read.</summary>
    [Id(8)] public string? Url { get; init; }

    /// <summary>Type of study, such as randomised trial or review; null where it is none.</summary>
    [Id(9)] public string? StudyType { get; init; }

    /// <summary>Language as a BCP 47 tag, such as en or pt-BR.</summary>
    [Id(10)] public string? Language { get; init; }

    /// <summary>How far the operator trusts the source, from 1 (most) to 5; null when nobody said.</summary>
    [Id(11)] public int? TrustTier { get; init; }

    /// <summary>Whether it was withdrawn; it is still quoted, and every citation says so.</summary>
    [Id(12)] public bool Retracted { get; init; }

    /// <summary>What took its place: a document's id, or a title; null while it stands.</summary>
    [Id(13)] public string? SupersededBy { get; init; }
}
