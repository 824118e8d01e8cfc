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

    /// <summary>Where the answers stand in the paragraph, as far as the data set says.</summary>
    public IReadOnlyList<TextRange> AnswerRanges { get; init; } = [];

    public required bool IsImpossible { get; init; }

    /// <summary>Number of the article that the paragraph belongs to.</summary>
    public required int Article { get; init; }

    /// <summary>Key under which a reading with its own paragraph is kept: data sets share paragraphs and ids, not both with other questions.</summary>
    public string ReadingKey => CodeVersion.ShortHash($"{Question}\n{Context}");

    /// <summary>Key under which what was found for it in a collection is kept.</summary>
    public string QuestionKey => CodeVersion.ShortHash(Question);
}
