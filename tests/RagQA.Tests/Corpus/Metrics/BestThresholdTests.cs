using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class BestThresholdTests
{
    private static readonly (double NoAnswer, bool HasAnswer, bool Predicted, double Score)[] Questions =
    [
        (0.89, false, false, 0), (-1.13, false, false, 0), (-3.81, true, true, 0), (-0.38, true, true, 0), (-0.27, true, true, 0.8),
        (-0.46, true, false, 0.8), (-0.81, true, true, 0), (-1.63, true, false, 0), (-0.27, true, true, 0.5), (2.33, true, true, 1),
        (2.31, false, true, 0), (3.87, false, true, 0), (-3.42, true, true, 0.5), (0.43, true, true, 0), (-1.12, true, true, 0.5),
        (-1.43, true, true, 0.8), (-0.59, true, false, 1), (-0.17, true, true, 1), (-0.05, false, true, 0), (0.18, true, true, 0),
        (-0.95, true, true, 1), (1.22, true, true, 0.8), (-1.02, true, true, 0), (-3.14, true, false, 0), (-3.06, true, true, 1),
        (-2.72, true, true, 0.5), (-0.49, true, true, 0.5), (-0.61, false, true, 0), (0.48, true, true, 0), (0.88, false, true, 0),
        (-1.39, true, false, 1), (-1.55, true, true, 0), (-1.34, true, true, 0.8), (-3.92, true, true, 0), (-1.58, true, false, 1),
        (1.32, false, false, 0), (-2.94, true, true, 0.5), (-0.86, true, false, 0), (2.03, true, true, 0.8), (0.78, false, true, 0),
    ];

    /// <summary>Expected values made with a Python transcription of the SQuAD 2.0 script's find_best_thresh.</summary>
    [Fact]
    public void Find_FortyQuestions_EqualsOfficialScript()
    {
        BestThreshold best = BestThreshold.Find(Questions);
        Assert.Equal(0.505, best.Score, 12);
        Assert.Equal(-0.17, best.Threshold, 12);
    }

    [Fact]
    public void Find_NothingWorthAnswering_AnswersNothing() =>
        Assert.Equal(new BestThreshold(0.5, 0), BestThreshold.Find([(-2, true, true, 0), (-1, false, true, 0)]));

    [Fact]
    public void Find_NoQuestions_IsZero() => Assert.Equal(new BestThreshold(0, 0), BestThreshold.Find([]));
}
