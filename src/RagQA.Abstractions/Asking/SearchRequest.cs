namespace RagQA;

/// <summary>A search for passages, without reading them.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.SearchRequest")]
public sealed record SearchRequest
{
    /// <summary>Name of the collection.</summary>
    [Id(0)] public required string Collection { get; init; }

    /// <summary>What to look for, 1–512 UTF-16 code units.</summary>
    [Id(1)] public required string Query { get; init; }

    /// <summary>The patient; required by a patient collection.</summary>
    [Id(2)] public string? Subject { get; init; }

    /// <summary>Number of passages, 1–100.</summary>
    [Id(3)] public int Top { get; init; } = 10;

    /// <summary>Which documents are searched.</summary>
    [Id(4)] public SearchFilter? Filter { get; init; }

    /// <summary>Which retrievers rank passages.</summary>
    [Id(5)] public RetrievalMode Mode { get; init; }

    /// <summary>Time from the call to the result.</summary>
    [Id(6)] public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>On whose behalf.</summary>
    [Id(7)] public Principal Principal { get; init; } = Principal.Local;
}
