using RagQA.Corpus;

namespace RagQA.Cli.Evaluation;

/// <summary>Figures on abstention.</summary>
internal static class NoAnswerReports
{
    /// <summary>Null where every question has an answer.</summary>
    public static NoAnswerReport? Of(IReadOnlyList<(bool Answerable, bool Answered)> decisions)
    {
        if (decisions.All(d => d.Answerable))
        {
            return null;
        }

        var metrics = NoAnswerMetrics.Of(decisions.Select(d => (Predicted: !d.Answered, Actual: !d.Answerable)));
        return new NoAnswerReport(metrics.Precision, metrics.Recall, metrics.F1);
    }
}
