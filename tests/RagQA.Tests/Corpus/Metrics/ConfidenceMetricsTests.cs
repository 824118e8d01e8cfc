using CsCheck;
using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class ConfidenceMetricsTests
{
    private static readonly (double, bool)[] Thirty =
    [
        (0.46, true), (0.14, false), (0.01, false), (0.9, true), (0.55, false), (0.04, true), (0.7, true), (0.73, true), (0.24, true), (0.51, false),
        (0.59, false), (0.38, false), (0.1, true), (0.67, false), (0.42, true), (0.27, true), (0.28, false), (0.2, false), (0.88, true), (0.38, true),
        (0.02, true), (0.91, true), (0.6, true), (0.58, false), (0.2, true), (0.08, false), (0.02, true), (0.5, false), (0.42, true), (0.64, true),
    ];

    /// <summary>Expected value made with a Python transcription of the definition (Guo et al., 2017).</summary>
    [Fact]
    public void CalibrationError_ThirtyAnswers_EqualsDefinition() => Assert.Equal(0.368, ConfidenceMetrics.CalibrationError(Thirty), 12);

    [Fact]
    public void CalibrationError_OfAnHonestScale_IsZero() =>
        Assert.Equal(0, ConfidenceMetrics.CalibrationError([(0.75, true), (0.75, true), (0.75, true), (0.75, false)]), 12);

    [Fact]
    public void CalibrationError_OfABoastfulScale_IsTheGap() =>
        Assert.Equal(0.45, ConfidenceMetrics.CalibrationError([(0.95, true), (0.95, false)]), 12);

    [Fact]
    public void RiskCoverageArea_FiveAnswers_IsMeanOfRisks() =>
        Assert.Equal(((1.0 / 3) + 0.25 + 0.4) / 5, ConfidenceMetrics.RiskCoverageArea([(0.9, true), (0.8, true), (0.7, false), (0.6, true), (0.2, false)]), 12);

    /// <summary>Expected value made in Python as the mean over all 24 orders.</summary>
    [Fact]
    public void RiskCoverageArea_EqualConfidences_IsMeanOverOrders() =>
        Assert.Equal(0.3194444444444444, ConfidenceMetrics.RiskCoverageArea([(0.5, true), (0.5, false), (0.5, false), (0.9, true)]), 12);

    [Fact]
    public void RiskCoverageArea_AnyOrderOfTheSameAnswers_IsEqual() =>
        Gen.Select(Gen.Int[0, 5].Array[1, 20], Gen.Bool.Array[20], Gen.Int[0, 1000]).Sample((confidences, right, seed) =>
        {
            (double, bool)[] answers = [.. confidences.Select((c, i) => (c / 5.0, right[i]))];
            (double, bool)[] shuffled = [.. answers];
            new Random(seed).Shuffle(shuffled);
            return Math.Abs(ConfidenceMetrics.RiskCoverageArea(answers) - ConfidenceMetrics.RiskCoverageArea(shuffled)) < 1e-12;
        });

    [Fact]
    public void CoverageAtRisk_OneThresholdForAll_NeverSplitsEqualConfidences()
    {
        (double, bool)[] answers = [(0.9, true), (0.9, true), (0.8, false), (0.8, true), (0.7, true), (0.1, false)];
        Assert.Equal(5.0 / 6, ConfidenceMetrics.CoverageAtRisk(answers, 0.2), 12);
        Assert.Equal(2.0 / 6, ConfidenceMetrics.CoverageAtRisk(answers, 0.1), 12);
        Assert.Equal(0, ConfidenceMetrics.CoverageAtRisk([], 0.1));
    }

    [Fact]
    public void Reliability_CertainAnswers_FallIntoTheLastBin()
    {
        ReliabilityBin bin = Assert.Single(ConfidenceMetrics.Reliability([(1, true), (0.9, false)]));
        Assert.Equal(new ReliabilityBin(0.9, 1, 2, 0.95, 0.5), bin);
    }
}
