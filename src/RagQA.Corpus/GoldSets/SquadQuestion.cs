namespace RagQA.Corpus;

/// <summary>A question of a gold set.</summary>
/// <param name="Id">Id within the data set.</param>
/// <param name="Question">The question.</param>
/// <param name="Answers">Gold answers; empty where the paragraph does not hold one.</param>
/// <param name="IsImpossible">Whether the paragraph does not hold the answer.</param>
public sealed record SquadQuestion(string Id, string Question, IReadOnlyList<SquadAnswer> Answers, bool IsImpossible)
{
    /// <summary>The texts against which a prediction is scored.</summary>
    public IReadOnlyList<string> AnswerTexts => [.. Answers.Select(answer => answer.Text)];
}
