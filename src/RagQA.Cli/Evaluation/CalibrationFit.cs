using RagQA.Corpus;
using RagQA.Grains.Answering;

namespace RagQA.Cli.Evaluation;

/// <summary>Fits temperatures, confidence and threshold on readings of the open setting.</summary>
internal static class CalibrationFit
{
    private const double RightFromF1 = 0.5;

    /// <summary>An answer with what is known about it and whether it was right.</summary>
    private sealed record Outcome(AnswerFeatures? Features, bool Answerable, bool Right);

    /// <summary>The marginalisation with the best F1 on answerable questions, by grid search.</summary>
    public static AggregatorOptions FitAggregation(IReadOnlyList<(GoldQuestion Question, OpenReading Reading)> answerable)
    {
        var candidates =
            from rank in new[] { 1, 1.5, 2 }
            from dense in new[] { 0.0, 5, 10 }
            from temperature in new[] { 1, 1.5, 2 }
            select new AggregatorOptions { RankWeight = rank, DenseWeight = dense, Temperature = temperature };
        return candidates.MaxBy(options => answerable.Average(a => F1(a.Question, Aggregator.Aggregate(a.Reading.Read, options))))!;
    }

    public static (double Bias, Dictionary<string, double> Weights, double Threshold) FitConfidence(
        IReadOnlyList<(GoldQuestion Question, OpenReading Reading, bool Answerable)> asked, AggregatorOptions options)
    {
        var outcomes = asked.Select(a => Of(a.Question, a.Reading, a.Answerable, options)).Where(o => o.Features is not null).ToArray();
        var (bias, weights) = LogisticFit.Fit(
            [.. outcomes.Select(o => o.Features!.Values.Select(v => v.Value).ToArray())], [.. outcomes.Select(o => o.Right)]);
        var named = AnswerFeatures.Names.Zip(weights).ToDictionary(p => p.First, p => p.Second);
        var scored = outcomes.Select(o => (Confidence: Confidence(o.Features!, bias, named), o.Answerable)).ToArray();

        // The threshold with the best balanced accuracy of "answer" against "no answer".
        var threshold = scored.Select(s => s.Confidence).Distinct().MaxBy(t => Balanced(scored, t));
        return (bias, named, threshold);
    }

    /// <summary>Figures of a fitted calibration on other articles.</summary>
    public static Dictionary<string, double> HeldOut(
        IReadOnlyList<(GoldQuestion Question, OpenReading Reading, bool Answerable)> asked, Calibration calibration)
    {
        var outcomes = asked.Select(a => Of(a.Question, a.Reading, a.Answerable, calibration.Aggregation)).ToArray();
        var scored = outcomes.Select(o => (o.Answerable, o.Right, Confidence: o.Features is null ? 0 : calibration.Confidence(o.Features))).ToArray();
        var decisions = scored.Select(s => (Predicted: s.Confidence < calibration.Threshold, Actual: !s.Answerable)).ToArray();
        var noAnswer = NoAnswerMetrics.Of(decisions);
        var given = scored.Where(s => s.Confidence >= calibration.Threshold).ToArray();
        return new Dictionary<string, double>
        {
            ["questions"] = scored.Length,
            ["noAnswerPrecision"] = Math.Round(noAnswer.Precision, 4),
            ["noAnswerRecall"] = Math.Round(noAnswer.Recall, 4),
            ["noAnswerF1"] = Math.Round(noAnswer.F1, 4),
            ["answeredOfAnswerable"] = Math.Round(scored.Where(s => s.Answerable).Average(s => s.Confidence >= calibration.Threshold ? 1.0 : 0), 4),
            ["rightOfAnswered"] = Math.Round(given.Length == 0 ? 0 : given.Average(s => s.Right ? 1.0 : 0), 4),
            ["expectedCalibrationError"] = Math.Round(CalibrationError([.. scored.Select(s => (s.Confidence, s.Right))]), 4),
        };
    }

    /// <summary>Expected calibration error over ten bins of equal width (Guo et al. 2017).</summary>
    public static double CalibrationError(IReadOnlyList<(double Confidence, bool Right)> scored) => scored
        .GroupBy(s => Math.Min(9, (int)(s.Confidence * 10)))
        .Sum(bin => (double)bin.Count() / scored.Count * Math.Abs(bin.Average(s => s.Confidence) - bin.Average(s => s.Right ? 1.0 : 0)));

    private static double Confidence(AnswerFeatures features, double bias, Dictionary<string, double> weights)
        => 1 / (1 + Math.Exp(-(bias + features.Values.Sum(f => weights[f.Name] * f.Value))));

    private static double Balanced((double Confidence, bool Answerable)[] scored, double threshold)
        => scored.Where(s => s.Answerable).Average(s => s.Confidence >= threshold ? 1.0 : 0)
            + scored.Where(s => !s.Answerable).Average(s => s.Confidence < threshold ? 1.0 : 0);

    private static Outcome Of(GoldQuestion question, OpenReading reading, bool answerable, AggregatorOptions options)
    {
        var groups = Aggregator.Aggregate(reading.Read, options);
        return groups.Count == 0
            ? new Outcome(null, answerable, Right: false)
            : new Outcome(AnswerFeatures.Of(groups[0]), answerable, answerable && F1(question, groups) >= RightFromF1);
    }

    private static double F1(GoldQuestion question, IReadOnlyList<AnswerGroup> groups)
        => groups.Count == 0 ? 0 : SquadMetrics.F1(groups[0].Spans[0].Text, question.Answers);
}
