namespace RagQA;

/// <summary>One question that a user asked, as the history lists it.</summary>
public sealed record HistoryEntry
{
    /// <summary>Id of the answer.</summary>
    public required Guid AnswerId { get; init; }

    /// <summary>Who asked; nobody else sees the row.</summary>
    public required string User { get; init; }

    /// <summary>Name of the collection that was asked.</summary>
    public required string Collection { get; init; }

    /// <summary>The question as it was asked.</summary>
    public required string Question { get; init; }

    /// <summary>The patient that it was about; null in a reference collection.</summary>
    public string? Subject { get; init; }

    /// <summary>What became of it.</summary>
    public required AnswerStatus Status { get; init; }

    /// <summary>The first answer's span; null where there was none.</summary>
    public string? AnswerText { get; init; }

    /// <summary>Whether sources disagreed.</summary>
    public bool Disagreement { get; init; }

    /// <summary>Revision of the collection that answered.</summary>
    public long Revision { get; init; }

    /// <summary>When it was answered.</summary>
    public required DateTimeOffset AnsweredAt { get; init; }

    /// <summary>Ids of the documents that the answer shows, so that it goes when one of them is purged; kept, not given back.</summary>
    public string[] Documents { get; init; } = [];

    /// <summary>Whether the user marked it.</summary>
    public bool IsStarred { get; init; }
}
