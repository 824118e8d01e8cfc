using RagQA.Corpus;

namespace RagQA.Cli.Evaluation;

/// <summary>Figures of a run with their intervals.</summary>
internal sealed class FigureSet(IReadOnlyList<QuestionResult> results)
{
    private readonly Dictionary<string, double[]> _intervals = [];

    public IReadOnlyDictionary<string, double[]> Intervals => _intervals;

    /// <summary>Mean of a score over the questions that have it; null where none has.</summary>
    public double? Mean(string score)
    {
        var values = results.Where(r => r.Scores.ContainsKey(score)).Select(r => r.Scores[score]).ToArray();
        return values.Length == 0 ? null : Keep(score, BootstrapInterval.Mean(values, EvaluationReport.Seed));
    }

    /// <summary>A figure that is no mean.</summary>
    public double Interval<T>(string name, IReadOnlyList<T> values, Func<IReadOnlyList<T>, double> figure)
        => Keep(name, BootstrapInterval.Of(values, figure, EvaluationReport.Seed));

    private double Keep(string name, BootstrapInterval interval)
    {
        _intervals[name] = [interval.Low, interval.High];
        return interval.Value;
    }
}
