namespace RagQA.Corpus;

/// <summary>How far a confidence can be relied on. All figures are 0–1, and 0 where there are no answers.</summary>
public static class ConfidenceMetrics
{
    private const int Bins = 10;

    /// <summary>Ten bins of equal width; those without answers are left out.</summary>
    public static IReadOnlyList<ReliabilityBin> Reliability(IEnumerable<(double Confidence, bool Right)> answers) =>
    [
        .. answers.GroupBy(a => Math.Clamp((int)(a.Confidence * Bins), 0, Bins - 1)).OrderBy(bin => bin.Key).Select(bin => new ReliabilityBin(
            (double)bin.Key / Bins, (bin.Key + 1.0) / Bins, bin.Count(), bin.Average(a => a.Confidence), bin.Average(a => a.Right ? 1.0 : 0))),
    ];

    /// <summary>Expected calibration error: mean over answers of the gap between confidence and share right in their bin (Guo et al., 2017).</summary>
    public static double CalibrationError(IReadOnlyCollection<(double Confidence, bool Right)> answers) =>
        Reliability(answers).Sum(bin => (double)bin.Count / answers.Count * Math.Abs(bin.Confidence - bin.Right));

    /// <summary>
    /// Area under the risk–coverage curve (Geifman and El-Yaniv, 2017): the share of wrong answers among the k most confident,
    /// averaged over k; smaller is better. Equal confidences count as in any order: the mean over all orders.
    /// </summary>
    public static double RiskCoverageArea(IReadOnlyCollection<(double Confidence, bool Right)> answers)
    {
        double sum = 0;
        int given = 0;
        double wrong = 0;
        foreach (IGrouping<double, (double Confidence, bool Right)> equal in answers.GroupBy(a => a.Confidence).OrderByDescending(g => g.Key))
        {
            double risk = equal.Average(a => a.Right ? 0.0 : 1);
            for (int i = equal.Count(); i > 0; i--)
            {
                given++;
                wrong += risk;
                sum += wrong / given;
            }
        }

        return given == 0 ? 0 : sum / given;
    }

    /// <summary>Largest share of questions that can be answered with at most this share of wrong answers, by one threshold.</summary>
    public static double CoverageAtRisk(IReadOnlyCollection<(double Confidence, bool Right)> answers, double risk)
    {
        int given = 0;
        int wrong = 0;
        int covered = 0;
        foreach (IGrouping<double, (double Confidence, bool Right)> equal in answers.GroupBy(a => a.Confidence).OrderByDescending(g => g.Key))
        {
            given += equal.Count();
            wrong += equal.Count(a => !a.Right);
            covered = wrong <= risk * given ? given : covered;
        }

        return answers.Count == 0 ? 0 : (double)covered / answers.Count;
    }
}
