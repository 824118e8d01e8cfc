using RagQA.Corpus;

namespace RagQA.Cli.Evaluation;

/// <summary>EM and F1 of an answer, 0–100. They are of the best answer, given or not: abstention has figures of its own.</summary>
internal static class AnswerScores
{
    private const double RightFromF1 = 0.5;

    /// <summary>Nothing for a question without an answer.</summary>
    public static Dictionary<string, double> Of(string answer, GoldQuestion question, SquadVersion version) => question.IsImpossible
        ? []
        : new Dictionary<string, double>
        {
            ["em"] = 100 * SquadMetrics.ExactMatch(answer, question.Answers, version),
            ["f1"] = 100 * SquadMetrics.F1(answer, question.Answers, version),
        };

    /// <summary>Whether an answer counts as right where right and wrong are all there is.</summary>
    public static bool IsRight(string answer, GoldQuestion question)
        => !question.IsImpossible && SquadMetrics.F1(answer, question.Answers) >= RightFromF1;
}
