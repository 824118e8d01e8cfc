namespace RagQA;

/// <summary>Which rows of a user's history are wanted.</summary>
public sealed record HistoryQuery
{
    /// <summary>Words that question or answer must contain as they stand, without regard to ASCII case; null for any.</summary>
    public string? Text { get; init; }

    /// <summary>Only marked rows.</summary>
    public bool OnlyStarred { get; init; }

    /// <summary>Only rows with an answer (true) or without one (false); null for both.</summary>
    public bool? HasAnswer { get; init; }

    /// <summary>Only rows answered at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only rows answered before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many newer rows are passed over.</summary>
    public int Skip { get; init; }

    /// <summary>How many rows at most.</summary>
    public int Limit { get; init; } = 50;
}
