using RagQA.Cli.Evaluation;

namespace RagQA.Tests.Cli;

public sealed class RunComparisonTests
{
    [Fact]
    public void Of_RunsInAnotherOrder_PairsByQuestion()
    {
        var first = Runs.Of("first", Runs.Question("a", 10), Runs.Question("b", 20), Runs.Question("only here", 99));
        var second = Runs.Of("second", Runs.Question("b", 25), Runs.Question("a", 15));

        var comparison = RunComparison.Of(first, second);

        Assert.Equal(2, comparison.Questions);
        var f1 = Assert.Single(comparison.Differences, d => d.Figure == "f1");
        Assert.Equal(15, f1.First, 9);
        Assert.Equal(5, f1.Bootstrap.Difference, 9);
        Assert.Equal(5, f1.Bootstrap.Low, 9);
    }

    [Fact]
    public void Of_RunsWithoutACommonQuestion_SaysSo()
        => Assert.Throws<RagQAException>(() => RunComparison.Of(Runs.Of("x", Runs.Question("a", 1)), Runs.Of("y", Runs.Question("b", 1))));
}
