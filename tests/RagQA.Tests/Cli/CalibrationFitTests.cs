using RagQA.Cli.Evaluation;

namespace RagQA.Tests.Cli;

public sealed class CalibrationFitTests
{
    [Fact]
    public void CalibrationError_OfAHonestScale_IsZero()
        => Assert.Equal(0, CalibrationFit.CalibrationError([(0.75, true), (0.75, true), (0.75, true), (0.75, false)]), 12);

    [Fact]
    public void CalibrationError_OfABoastfulScale_IsTheGap()
        => Assert.Equal(0.45, CalibrationFit.CalibrationError([(0.95, true), (0.95, false)]), 12);
}
