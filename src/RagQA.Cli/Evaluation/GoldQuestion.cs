using RagQA.Corpus;

namespace RagQA.Cli.Evaluation;

/// <summary>One question of a data set with its own paragraph.</summary>
internal sealed record GoldQuestion
{
    public required string Id { get; init; }

    public required string Question { get; init; }

    /// <summary>Id of the paragraph's document.</summary>
    public required string DocumentId { get; init; }

    public required string Context { get; init; }

    public required IReadOnlyList<string> Answers { get; init; }

    public required bool IsImpossible { get; init; }

    /// <summary>Number of the article that the paragraph belongs to.</summary>
    public required int Article { get; init; }
}
