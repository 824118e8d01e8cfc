namespace RagQA;

/// <summary>What a user told the curator about one answer. It holds the question, because the curator needs it.</summary>
public sealed record Feedback
{
    /// <summary>Id of this message.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string User { get; init; }

    /// <summary>Id of the answer.</summary>
    public required Guid AnswerId { get; init; }

    /// <summary>Name of the collection that was asked.</summary>
    public required string Collection { get; init; }

    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>The first answer's span; null where there was none.</summary>
    public string? AnswerText { get; init; }

    /// <summary>Document that the message is about; null where it is about the whole answer.</summary>
    public string? DocumentId { get; init; }

    /// <summary>The choice that was made.</summary>
    public required FeedbackVerdict Verdict { get; init; }

    /// <summary>Free words; null where there are none.</summary>
    public string? Comment { get; init; }

    /// <summary>When it was given; set by the store.</summary>
    public DateTimeOffset GivenAt { get; init; }

    /// <summary>Whether a curator is done with it.</summary>
    public bool IsResolved { get; init; }
}
