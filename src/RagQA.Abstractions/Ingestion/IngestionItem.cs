namespace RagQA;

/// <summary>What came of one document of a job.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.IngestionItem")]
public sealed record IngestionItem
{
    /// <summary>Id of the document, or the path of a file with the line inside it where it could not be read. Unique within the job.</summary>
    [Id(0)] public required string Document { get; init; }

    /// <summary>What came of it.</summary>
    [Id(1)] public required IngestionOutcome Outcome { get; init; }

    /// <summary>Hash of the content that was handled; null when it could not be read.</summary>
    [Id(2)] public string? ContentHash { get; init; }

    /// <summary>Why it failed, without any of its text; null unless it did.</summary>
    [Id(3)] public string? Reason { get; init; }

    /// <summary>Number of its passages.</summary>
    [Id(4)] public int Passages { get; init; }
}
