namespace RagQA;

/// <summary>Narrows a question to some documents; applied before scoring. An empty list does not restrict.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.SearchFilter")]
public sealed record SearchFilter
{
    /// <summary>Document types to keep, compared without case.</summary>
    [Id(0)] public string[] DocumentTypes { get; init; } = [];

    /// <summary>Earliest document date to keep, inclusive; documents without a date are dropped when set.</summary>
    [Id(1)] public DateOnly? From { get; init; }

    /// <summary>Latest document date to keep, inclusive; documents without a date are dropped when set.</summary>
    [Id(2)] public DateOnly? To { get; init; }

    /// <summary>Ids of documents to keep.</summary>
    [Id(3)] public string[] DocumentIds { get; init; } = [];
}
