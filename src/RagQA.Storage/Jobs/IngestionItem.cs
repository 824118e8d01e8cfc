namespace RagQA.Storage;

/// <summary>What came of one document of a job.</summary>
public sealed record IngestionItem
{
    /// <summary>Path of the file, with the line or id inside it where a file holds several documents. Unique within the job.</summary>
    public required string Document { get; init; }

    /// <summary>What came of it.</summary>
    public required IngestionOutcome Outcome { get; init; }

    /// <summary>Hash of the content that was handled, as the caller makes it; null when it could not be read.</summary>
    public string? ContentHash { get; init; }

    /// <summary>Why it failed, without any of its text; null unless it did.</summary>
    public string? Reason { get; init; }

    /// <summary>Number of its passages.</summary>
    public int Passages { get; init; }
}
