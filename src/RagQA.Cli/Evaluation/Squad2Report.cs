using RagQA.Corpus;

namespace RagQA.Cli.Evaluation;

/// <summary>The figures of the SQuAD 2.0 script, 0–100: over all questions, and what the best threshold would give.</summary>
internal sealed record Squad2Report(
    double Exact, double F1, double HasAnsExact, double HasAnsF1, double NoAnsExact, double BestExact, double BestExactThreshold, double BestF1, double BestF1Threshold)
{
    /// <summary>Null where every question has an answer.</summary>
    public static Squad2Report? Of(IReadOnlyList<QuestionResult> results)
    {
        var asked = results.Where(r => r.Decision is not null).ToArray();
        if (asked.All(r => r.Decision!.Answerable))
        {
            return null;
        }

        var has = asked.Where(r => r.Decision!.Answerable).ToArray();
        var none = asked.Where(r => !r.Decision!.Answerable).ToArray();
        var (exact, f1) = (Best(asked, "em"), Best(asked, "f1"));
        return new Squad2Report(
            Mean(asked, "em"), Mean(asked, "f1"), Mean(has, "em"), Mean(has, "f1"), Mean(none, "em"), 100 * exact.Score, exact.Threshold, 100 * f1.Score, f1.Threshold);
    }

    /// <summary>Mean score of what was given: the answer, or none.</summary>
    public static double Mean(IReadOnlyCollection<QuestionResult> results, string score) => results.Count == 0
        ? 0
        : results.Average(r => (r.Decision!.Answerable, r.Decision.Answered) switch
        {
            (true, true) => r.Scores[score],
            (false, false) => 100,
            _ => 0,
        });

    public static BestThreshold Best(IReadOnlyCollection<QuestionResult> results, string score) => BestThreshold.Find(
        [.. results.Select(r => (r.Decision!.NoAnswer, r.Decision.Answerable, true, r.Scores.GetValueOrDefault(score) / 100))]);
}
