using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class NoAnswerMetricsTests
{
    [Fact]
    public void Of_TwoOfThreePredictionsRightOfFour_GivesPrecisionRecallF1()
    {
        NoAnswerMetrics figures = NoAnswerMetrics.Of([(true, true), (true, true), (true, false), (false, true), (false, true), (false, false)]);
        Assert.Equal(2.0 / 3, figures.Precision, 12);
        Assert.Equal(0.5, figures.Recall, 12);
        Assert.Equal(4.0 / 7, figures.F1, 12);
    }

    [Fact]
    public void Of_NoQuestions_IsZero() => Assert.Equal(new NoAnswerMetrics(0, 0, 0), NoAnswerMetrics.Of([]));
}
