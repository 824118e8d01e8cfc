using RagQA.Cli.Evaluation;

namespace RagQA.Tests.Cli;

public sealed class CalibrationFitTests
{
    [Fact]
    public void PrecisionThreshold_OnAnHonestScale_KeepsThePrecisionElsewhere()
    {
        var threshold = CalibrationFit.PrecisionThreshold(Honest(1, 2000), 0.9);
        var given = Honest(2, 20_000).Where(a => a.Confidence >= threshold).ToArray();

        // 3 standard errors of the counted share at 400 answers are 0.045; both conditions together err on the safe side.
        Assert.InRange(given.Average(a => a.Right ? 1.0 : 0), 0.88, 0.95);
        Assert.InRange(threshold, 0.75, 0.9);
    }

    [Fact]
    public void PrecisionThreshold_WhenNothingIsRight_SaysSo()
        => Assert.Throws<RagQAException>(() => CalibrationFit.PrecisionThreshold([.. Enumerable.Range(0, 100).Select(i => new ScoredAnswer(true, i / 100.0, false))], 0.9));

    [Fact]
    public void BalancedThreshold_SeparableScores_LiesBetween()
        => Assert.Equal(0.6, CalibrationFit.BalancedThreshold([new(true, 0.9, true), new(true, 0.6, false), new(false, 0.5, false), new(false, 0.1, false)]));

    [Fact]
    public void Figures_OfFourAnswers_CountWhatIsGivenAndRight()
    {
        var figures = CalibrationFit.Figures([new(true, 0.9, true), new(true, 0.6, false), new(false, 0.7, false), new(false, 0.1, false)], 0.5);

        Assert.Equal(0.75, figures["answered"]);
        Assert.Equal(1, figures["answeredOfAnswerable"]);
        Assert.Equal(0.3333, figures["rightOfAnswered"]);
        Assert.Equal(1, figures["noAnswerPrecision"]);
        Assert.Equal(0.5, figures["noAnswerRecall"]);
    }

    private static ScoredAnswer[] Honest(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble()).Select(c => new ScoredAnswer(true, c, random.NextDouble() < c))];
    }
}
