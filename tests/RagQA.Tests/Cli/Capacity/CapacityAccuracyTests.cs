using RagQA.Cli.Capacity;

namespace RagQA.Tests.Cli;

/// <summary>What the figures of the program say of a partition, against a partition that is built.</summary>
public sealed class CapacityAccuracyTests
{
    private const int Dimension = 384;
    private const double Tolerance = 0.1;

    [Theory]
    [InlineData(10_000)]
    [InlineData(50_000)]
    public Task Figures_OfAPartition_AreWithinATenthOfIt(int passages) => CheckAsync(passages, withGraph: true);

    [Fact]
    [Trait("Suite", "Long")]
    public Task Figures_OfAHundredThousand_AreWithinATenthOfThem() => CheckAsync(100_000, withGraph: true);

    /// <summary>Without the graph, whose building takes minutes at this size. Five times the largest partition that was measured.</summary>
    [Fact]
    [Trait("Suite", "Long")]
    public Task Figures_OfAMillion_AreWithinATenthOfThem() => CheckAsync(1_000_000, withGraph: false);

    private static async Task CheckAsync(int passages, bool withGraph)
    {
        var figures = CapacityFigures.OfProgram();
        var found = await IndexMeasure.RunAsync(passages, Dimension, withGraph, TestContext.Current.CancellationToken);
        Assert.Equal(passages, found.Passages);
        Assert.Equal(withGraph && passages >= 20_000, found.GraphBytes > 0);

        var graph = withGraph ? figures.GraphBytes(passages) : 0;
        Near(found.OwnBytes + CapacityFigures.CodeBytes(passages, Dimension) + found.GraphBytes, figures.OwnBytes(passages) + CapacityFigures.CodeBytes(passages, Dimension) + graph, "memory");
        Near(found.DiskBytes, figures.DiskBytes(passages, Dimension) - (figures.GraphBytes(passages) - graph), "disk");
    }

    private static void Near(double found, double computed, string what)
        => Assert.True(Math.Abs(computed / found - 1) <= Tolerance, $"{what}: {computed:0} bytes were computed, {found:0} were found.");
}
