using System.Text.Json;
using RagQA.Cli.Evaluation;

namespace RagQA.Tests.Cli;

public sealed class RegressionTests
{
    [Fact]
    public void ReadAll_OfTheRepository_GivesValidRegressions()
    {
        var all = Regression.ReadAll(RepositoryRoot.Combine("tests", "regressions"));
        Assert.NotEmpty(all);
        Assert.All(all, r =>
        {
            Assert.NotEmpty(r.Expected);
            Assert.NotEmpty(r.Reason);
        });
    }

    [Theory]
    [InlineData(69.1, true)]
    [InlineData(68.5, true)]
    [InlineData(68.4, false)]
    [InlineData(99, true)]
    public void Compare_FigureAgainstTolerance_FailsOnlyBelow(double measured, bool holds)
        => Assert.Equal(holds, Compare("em", new(70, 1.5), $$"""{"em": {{measured.ToString(System.Globalization.CultureInfo.InvariantCulture)}}}"""));

    [Theory]
    [InlineData(0.04, true)]
    [InlineData(0.051, false)]
    public void Compare_ErrorAgainstTolerance_FailsOnlyAbove(double measured, bool holds)
        => Assert.Equal(holds, Compare("ece", new(0.04, 0.01, LessIsBetter: true), $$"""{"ece": {{measured.ToString(System.Globalization.CultureInfo.InvariantCulture)}}}"""));

    [Fact]
    public void Compare_NestedFigure_IsFound() => Assert.True(Compare("noAnswer.f1", new(0.6, 0.05), """{"noAnswer": {"f1": 0.58}}"""));

    [Fact]
    public void Compare_FigureThatIsNotThere_Fails() => Assert.False(Compare("map", new(0, 1), """{"map": null}"""));

    private static bool Compare(string figure, Regression.ExpectedFigure expected, string report) => Assert.Single(new Regression
    {
        Name = "n",
        Command = EvaluationKind.Open,
        Dataset = "d",
        Expected = new() { [figure] = expected },
        Reason = "r",
    }.Compare(JsonDocument.Parse(report).RootElement, 1)).Holds;
}
