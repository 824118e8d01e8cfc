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

    /// <summary>Sources to keep, compared without case.</summary>
    [Id(4)] public string[] Sources { get; init; } = [];

    /// <summary>Types of study to keep, compared without case.</summary>
    [Id(5)] public string[] StudyTypes { get; init; } = [];

    /// <summary>Languages to keep, BCP 47 tags compared without case; en does not stand for en-GB.</summary>
    [Id(6)] public string[] Languages { get; init; } = [];

    /// <summary>Words that must stand in the name of one author or of the source, compared without case; null for no limit.</summary>
    [Id(7)] public string? AuthorOrSource { get; init; }

    /// <summary>Lowest trust to keep, 1 (most) to 5; documents without a tier are dropped when set.</summary>
    [Id(8)] public int? LowestTrustTier { get; init; }

    /// <summary>Drops documents that were withdrawn.</summary>
    [Id(9)] public bool WithoutRetracted { get; init; }

    /// <summary>Drops documents whose place another one took.</summary>
    [Id(10)] public bool WithoutSuperseded { get; init; }
}
