using RagQA.Cli.Evaluation;

namespace RagQA.Tests.Cli;

public sealed class LogisticFitTests
{
    [Fact]
    public void Fit_OfDataDrawnFromALogisticModel_FindsItsWeights()
    {
        var random = new Random(3);
        var rows = Enumerable.Range(0, 20_000).Select(_ => new[] { (random.NextDouble() * 6) - 3, (random.NextDouble() * 20) - 10 }).ToArray();
        var labels = rows.Select(r => random.NextDouble() < 1 / (1 + Math.Exp(-(0.5 + (1.5 * r[0]) - (0.2 * r[1]))))).ToArray();

        var (bias, weights) = LogisticFit.Fit(rows, labels);

        // Standard errors at this size are about 0.03; four of them.
        Assert.Equal(0.5, bias, 0.12);
        Assert.Equal(1.5, weights[0], 0.12);
        Assert.Equal(-0.2, weights[1], 0.05);
    }

    [Fact]
    public void Fit_WhenOneFeatureIsConstant_IsFinite()
    {
        var (bias, weights) = LogisticFit.Fit([[1, 0], [2, 0], [3, 0], [4, 0]], [false, true, false, true]);

        Assert.True(double.IsFinite(bias));
        Assert.All(weights, w => Assert.True(double.IsFinite(w)));
    }
}
