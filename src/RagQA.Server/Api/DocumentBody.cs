namespace RagQA.Server.Api;

/// <summary>Body of a document: its text with what is known about it.</summary>
public sealed record DocumentBody
{
    /// <summary>Title.</summary>
    public string? Title { get; init; }

    /// <summary>Plain text; left out in the metadata part of a file upload.</summary>
    public string? Text { get; init; }

    /// <summary>Where the document comes from.</summary>
    public string? Source { get; init; }

    /// <summary>Date of the document.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Type, such as protocol or leaflet.</summary>
    public string? DocumentType { get; init; }

    /// <summary>The patient, in a patient collection.</summary>
    public string? Subject { get; init; }

    /// <summary>Access labels.</summary>
    public string[]? AccessLabels { get; init; }

    /// <summary>Further facts.</summary>
    public Dictionary<string, string>? Metadata { get; init; }

    /// <summary>Who wrote it.</summary>
    public string[]? Authors { get; init; }

    /// <summary>Where the original can be read.</summary>
    public string? Url { get; init; }

    /// <summary>Type of study, such as randomised trial.</summary>
    public string? StudyType { get; init; }

    /// <summary>Language as a BCP 47 tag.</summary>
    public string? Language { get; init; }

    /// <summary>How far the source is trusted, from 1 (most) to 5.</summary>
    public int? TrustTier { get; init; }

    /// <summary>Whether it was withdrawn.</summary>
    public bool Retracted { get; init; }

    /// <summary>What took its place.</summary>
    public string? SupersededBy { get; init; }

    internal DocumentAttributes ToAttributes() => new()
    {
        Title = Title,
        Source = Source,
        Date = Date,
        DocumentType = DocumentType,
        Subject = Subject,
        AccessLabels = AccessLabels ?? [],
        Metadata = Metadata ?? [],
        Authors = Authors ?? [],
        Url = Url,
        StudyType = StudyType,
        Language = Language,
        TrustTier = TrustTier,
        Retracted = Retracted,
        SupersededBy = SupersededBy,
    };
}
