using RagQA.Cli.Evaluation;

namespace RagQA.Tests.Cli;

public sealed class LatencyReportTests
{
    [Fact]
    public void Percentile_ByNearestRank_IsOneOfTheValues()
    {
        double[] values = [5, 1, 4, 2, 3];

        Assert.Equal(3, LatencyReport.Percentile(values, 0.5));
        Assert.Equal(5, LatencyReport.Percentile(values, 0.95));
        Assert.Equal(0, LatencyReport.Percentile([], 0.5));
    }
}
