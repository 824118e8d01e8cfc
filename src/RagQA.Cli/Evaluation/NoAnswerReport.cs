using RagQA.Corpus;

namespace RagQA.Cli.Evaluation;

/// <summary>How well "no answer" was told from "answer", 0–1.</summary>
internal sealed record NoAnswerReport(double Precision, double Recall, double F1)
{
    /// <summary>Null where every question has an answer.</summary>
    public static NoAnswerReport? Of(IReadOnlyList<AnswerDecision> decisions)
    {
        if (decisions.All(d => d.Answerable))
        {
            return null;
        }

        var metrics = Metrics(decisions);
        return new NoAnswerReport(metrics.Precision, metrics.Recall, metrics.F1);
    }

    public static NoAnswerMetrics Metrics(IEnumerable<AnswerDecision> decisions)
        => NoAnswerMetrics.Of(decisions.Select(d => (Predicted: !d.Answered, Actual: !d.Answerable)));
}
