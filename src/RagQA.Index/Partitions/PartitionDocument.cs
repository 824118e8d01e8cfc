namespace RagQA.Index;

/// <summary>What decides whether the passages of a document may be scored.</summary>
internal sealed record PartitionDocument
{
    public required string Id { get; init; }

    public string? Subject { get; init; }

    public string[] AccessLabels { get; init; } = [];

    public string? DocumentType { get; init; }

    public DateOnly? Date { get; init; }

    public string? Source { get; init; }

    public string? StudyType { get; init; }

    public string? Language { get; init; }

    public string[] Authors { get; init; } = [];

    public int? TrustTier { get; init; }

    public bool Retracted { get; init; }

    public bool Superseded { get; init; }

    /// <summary>True when every principal sees it where no subject and no filter is given.</summary>
    public bool IsOpen => Subject is null && AccessLabels.Length == 0;

    public static PartitionDocument Of(PartitionEntry entry) => new()
    {
        Id = entry.DocumentId,
        Subject = entry.Attributes.Subject,
        AccessLabels = entry.Attributes.AccessLabels,
        DocumentType = entry.Attributes.DocumentType,
        Date = entry.Attributes.Date,
        Source = entry.Attributes.Source,
        StudyType = entry.Attributes.StudyType,
        Language = entry.Attributes.Language,
        Authors = entry.Attributes.Authors,
        TrustTier = entry.Attributes.TrustTier,
        Retracted = entry.Attributes.Retracted,
        Superseded = !string.IsNullOrEmpty(entry.Attributes.SupersededBy),
    };

    // Lists of a record are compared by reference: by their items here.
    public bool Matches(PartitionDocument other) =>
        AccessLabels.AsSpan().SequenceEqual(other.AccessLabels) && Authors.AsSpan().SequenceEqual(other.Authors)
        && this == other with { AccessLabels = AccessLabels, Authors = Authors };
}
