namespace RagQA;

/// <summary>
/// A word of the question that no passage of the collection holds, with words of the passages found that are spelt much
/// like it. It is only shown: a question is never changed by it, for two drugs may differ by one letter.
/// </summary>
[GenerateSerializer, Immutable, Alias("ragqa.SpellingSuggestion")]
public sealed record SpellingSuggestion
{
    /// <summary>The word, in lower case.</summary>
    [Id(0)] public required string Word { get; init; }

    /// <summary>Words spelt like it, the nearest and most frequent first; three at most.</summary>
    [Id(1)] public required string[] Like { get; init; }
}
