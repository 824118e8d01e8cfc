namespace RagQA.Server.Api;

/// <summary>Body of a question.</summary>
public sealed record AskBody
{
    /// <summary>The question, 3–512 characters.</summary>
    public required string Question { get; init; }

    /// <summary>The patient, for a patient collection.</summary>
    public string? Subject { get; init; }

    /// <summary>Passages to read, 1–100.</summary>
    public int Top { get; init; } = 20;

    /// <summary>Milliseconds until the answer is due.</summary>
    public int DeadlineMs { get; init; } = 10_000;

    /// <summary>Which documents may answer.</summary>
    public SearchFilter? Filter { get; init; }

    /// <summary>Which retrievers rank passages.</summary>
    public RetrievalMode Mode { get; init; }

    internal AskRequest ToRequest(string collection) => new()
    {
        Collection = collection,
        Question = Question,
        Subject = Subject,
        Top = Top,
        Deadline = TimeSpan.FromMilliseconds(DeadlineMs),
        Filter = Filter,
        Mode = Mode,
        Principal = Principal.Local,
    };
}
