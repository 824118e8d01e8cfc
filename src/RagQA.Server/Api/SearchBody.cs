namespace RagQA.Server.Api;

/// <summary>Body of a search.</summary>
public sealed record SearchBody
{
    /// <summary>What to look for, 1–512 characters.</summary>
    public required string Query { get; init; }

    /// <summary>The patient, for a patient collection.</summary>
    public string? Subject { get; init; }

    /// <summary>Passages wanted, 1–100.</summary>
    public int Top { get; init; } = 10;

    /// <summary>Which documents are searched.</summary>
    public SearchFilter? Filter { get; init; }

    /// <summary>Which retrievers rank passages.</summary>
    public RetrievalMode Mode { get; init; }
}
