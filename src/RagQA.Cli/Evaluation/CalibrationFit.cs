using RagQA.Corpus;
using RagQA.Grains.Answering;

namespace RagQA.Cli.Evaluation;

/// <summary>Fits temperatures, confidence and threshold on readings of the open setting.</summary>
internal static class CalibrationFit
{
    /// <summary>
    /// The marginalisation with the best F1 on answerable questions, by grid search; every set counts the same. Weights of the inner
    /// product from 5 to 20 give the same F1 within .003, so the question is only whether it counts.
    /// </summary>
    public static AggregatorOptions FitAggregation(IReadOnlyList<AskedQuestion[]> answerable)
    {
        var candidates =
            from rank in new[] { 1, 1.5, 2 }
            from dense in new[] { 0.0, 10 }
            from temperature in new[] { 1, 1.5, 2 }
            select new AggregatorOptions { RankWeight = rank, DenseWeight = dense, Temperature = temperature };
        return candidates.MaxBy(options => answerable.Average(set => set.Average(a => F1(a.Question, Aggregator.Aggregate(a.Reading.Read, options)))))!;
    }

    /// <summary>
    /// The least evidence to stop reading at that leaves first answers and disagreements as reading all passages gives them,
    /// but for five questions in a thousand; plus a margin of e in weight for questions that were not drawn. Null where it
    /// saves nothing.
    /// </summary>
    public static AggregatorOptions FitDecided(IReadOnlyList<AskedQuestion> asked, AggregatorOptions options)
    {
        const double Margin = 1;
        const double Changed = 0.005;
        foreach (var evidence in Enumerable.Range(0, 61).Select(i => i * 0.5))
        {
            var stopping = options with { DecidedAt = evidence };
            if (asked.Count(a => !SameAnswer(a, stopping)) <= Changed * asked.Count)
            {
                return options with { DecidedAt = evidence + Margin };
            }
        }

        return options;
    }

    /// <summary>Constant and weights of the logistic function, and the beta calibration of its values.</summary>
    public static Calibration FitConfidence(IReadOnlyList<AskedQuestion> asked, Calibration calibration)
    {
        var answers = asked.Select(a => (Asked: a, Groups: Answers(a, calibration.Aggregation))).Where(a => a.Groups.Count > 0).ToArray();
        double[][] features = [.. answers.Select(a => AnswerFeatures.Of(a.Groups[0]).Values.Select(v => v.Value).ToArray())];
        bool[] right = [.. answers.Select(a => IsRight(a.Asked, a.Groups))];
        var (bias, weights) = LogisticFit.Fit(features, right);
        return calibration with
        {
            Bias = bias,
            Weights = AnswerFeatures.Names.Zip(weights).ToDictionary(p => p.First, p => p.Second),
            Beta = FitBeta([.. features.Select(f => BetaScale.Terms(bias + f.Zip(weights, (x, w) => x * w).Sum()))], right),
        };
    }

    /// <summary>Confidence and rightness of the best answers under a calibration.</summary>
    public static ScoredAnswer[] Score(IEnumerable<AskedQuestion> asked, Calibration calibration) =>
    [
        .. asked.Select(a =>
        {
            var groups = Answers(a, calibration.Aggregation);
            return groups.Count == 0
                ? new ScoredAnswer(a.Answerable, 0, Right: false)
                : new ScoredAnswer(a.Answerable, calibration.Confidence(AnswerFeatures.Of(groups[0])), IsRight(a, groups));
        }),
    ];

    /// <summary>The threshold with the best balanced accuracy of "answer" against "no answer".</summary>
    public static double BalancedThreshold(IReadOnlyList<ScoredAnswer> answers)
        => answers.Select(a => a.Confidence).Distinct().MaxBy(t =>
            answers.Where(a => a.Answerable).Average(a => a.Confidence >= t ? 1.0 : 0)
            + answers.Where(a => !a.Answerable).Average(a => a.Confidence < t ? 1.0 : 0));

    /// <summary>
    /// The least threshold above which, and above each greater one that leaves enough answers to tell, the share of right
    /// answers is at least the target beyond the chance of the draw: less one standard error (Wilson 1927), since a target that
    /// is met on the questions drawn for fitting is missed on others half of the time.
    /// </summary>
    /// <exception cref="RagQAException">No threshold reaches the target.</exception>
    public static double PrecisionThreshold(IReadOnlyList<ScoredAnswer> answers, double target)
    {
        const int Enough = 50;
        double? threshold = null;
        var (given, right) = (0, 0);
        foreach (var equal in answers.GroupBy(a => a.Confidence).OrderByDescending(g => g.Key))
        {
            given += equal.Count();
            right += equal.Count(a => a.Right);
            var reached = AtLeast(right, given) >= target;
            if (given >= Enough && !reached)
            {
                break;
            }

            threshold = reached ? equal.Key : threshold;
        }

        return threshold ?? throw new RagQAException(
            FailureKind.Unsupported, $"No threshold gives {target:0.##} right answers of those given on this data set: ask for less.");
    }

    /// <summary>Figures of a fitted calibration, by name.</summary>
    public static Dictionary<string, double> Figures(IReadOnlyList<ScoredAnswer> answers, double threshold)
    {
        var noAnswer = NoAnswerMetrics.Of(answers.Select(a => (Predicted: a.Confidence < threshold, Actual: !a.Answerable)));
        var given = answers.Where(a => a.Confidence >= threshold).ToArray();
        (double, bool)[] scored = [.. answers.Select(a => (a.Confidence, a.Right))];
        var figures = new Dictionary<string, double>
        {
            ["questions"] = answers.Count,
            ["noAnswerPrecision"] = noAnswer.Precision,
            ["noAnswerRecall"] = noAnswer.Recall,
            ["noAnswerF1"] = noAnswer.F1,
            ["answered"] = (double)given.Length / answers.Count,
            ["answeredOfAnswerable"] = answers.Where(a => a.Answerable).Average(a => a.Confidence >= threshold ? 1.0 : 0),
            ["rightOfAnswered"] = given.Length == 0 ? 0 : given.Average(a => a.Right ? 1.0 : 0),
            ["expectedCalibrationError"] = ConfidenceMetrics.CalibrationError(scored),
            ["riskCoverageArea"] = ConfidenceMetrics.RiskCoverageArea(scored),
        };
        return figures.ToDictionary(f => f.Key, f => Math.Round(f.Value, 4));
    }

    /// <summary>The answers as the product gives them: from what it reads before it stops.</summary>
    private static IReadOnlyList<AnswerGroup> Answers(AskedQuestion asked, AggregatorOptions options)
        => Aggregator.Aggregate(PassageReader.Decided(asked.Reading.Read, options), options);

    /// <summary>A term whose weight would be negative is left out, so that a greater probability never becomes a lesser one.</summary>
    private static BetaScale FitBeta((double Log, double LogOfRest)[] terms, bool[] right)
    {
        var (constant, both) = LogisticFit.Fit([.. terms.Select(t => new[] { t.Log, t.LogOfRest })], right);
        if (both.All(w => w >= 0))
        {
            return new BetaScale(constant, both[0], both[1]);
        }

        var first = both[0] > both[1];
        (constant, var one) = LogisticFit.Fit([.. terms.Select(t => new[] { first ? t.Log : t.LogOfRest })], right);
        return new BetaScale(constant, first ? one[0] : 0, first ? 0 : one[0]);
    }

    /// <summary>Wilson's lower bound of a share, one standard error down.</summary>
    private static double AtLeast(double count, double of)
    {
        var share = count / of;
        return (share + (1 / (2 * of)) - Math.Sqrt((share * (1 - share) / of) + (1 / (4 * of * of)))) / (1 + (1 / of));
    }

    private static bool SameAnswer(AskedQuestion asked, AggregatorOptions options)
    {
        ReadPassage[] all = [.. asked.Reading.Read];
        var decided = PassageReader.Decided(all, options);
        if (decided.Count == all.Length)
        {
            return true;
        }

        var (part, whole) = (Aggregator.Aggregate(decided, options), Aggregator.Aggregate(all, options));
        return AnswerText.Normalize(part[0].Spans[0].Text) == AnswerText.Normalize(whole[0].Spans[0].Text)
            && Aggregator.Disagree(part, options) == Aggregator.Disagree(whole, options);
    }

    private static bool IsRight(AskedQuestion asked, IReadOnlyList<AnswerGroup> groups)
        => asked.Answerable && AnswerScores.IsRight(groups[0].Spans[0].Text, asked.Question);

    private static double F1(GoldQuestion question, IReadOnlyList<AnswerGroup> groups)
        => groups.Count == 0 ? 0 : SquadMetrics.F1(groups[0].Spans[0].Text, question.Answers);
}
