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

    internal DocumentAttributes ToAttributes() => new()
    {
        Title = Title,
        Source = Source,
        Date = Date,
        DocumentType = DocumentType,
        Subject = Subject,
        AccessLabels = AccessLabels ?? [],
        Metadata = Metadata ?? [],
    };
}
