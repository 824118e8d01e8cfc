namespace RagQA;

/// <summary>Which passages may be scored: access, subject and the user's filter together.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.PassageScope")]
public sealed record PassageScope
{
    /// <summary>On whose behalf.</summary>
    [Id(0)] public required Principal Principal { get; init; }

    /// <summary>The patient; null for a reference collection.</summary>
    [Id(1)] public string? Subject { get; init; }

    /// <summary>The user's filter.</summary>
    [Id(2)] public SearchFilter? Filter { get; init; }
}
