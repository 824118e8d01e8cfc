using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class BootstrapIntervalTests
{
    [Fact]
    public void Mean_HundredCoinFlips_IsNearNormalInterval()
    {
        double[] values = [.. Enumerable.Range(0, 400).Select(i => i % 2 == 0 ? 1.0 : 0.0)];
        BootstrapInterval interval = BootstrapInterval.Mean(values, seed: 7);
        Assert.Equal(0.5, interval.Value, 12);

        // 1.96 standard errors of 0.025; the tolerance is that of 1000 resamples.
        Assert.InRange(interval.Low, 0.44, 0.462);
        Assert.InRange(interval.High, 0.538, 0.56);
    }

    [Fact]
    public void Mean_SameSeed_IsEqual()
    {
        double[] values = [0.1, 0.9, 0.4, 0.3, 0.8];
        Assert.Equal(BootstrapInterval.Mean(values, 3), BootstrapInterval.Mean(values, 3));
        Assert.NotEqual(BootstrapInterval.Mean(values, 3), BootstrapInterval.Mean(values, 4));
    }

    [Fact]
    public void Mean_EqualValues_HasNoWidth() =>
        Assert.Equal(new BootstrapInterval(0.25, 0.25, 0.25), BootstrapInterval.Mean([0.25, 0.25, 0.25], -1));

    [Fact]
    public void Of_TheMeanAsFigure_EqualsMean()
    {
        double[] values = [0.1, 0.9, 0.4, 0.3, 0.8];
        BootstrapInterval mean = BootstrapInterval.Mean(values, 3);
        BootstrapInterval figure = BootstrapInterval.Of(values, v => v.Average(), 3);
        Assert.Equal(mean.Low, figure.Low, 12);
        Assert.Equal(mean.High, figure.High, 12);
    }

    [Fact]
    public void Mean_NoValues_Throws() => Assert.Throws<ArgumentException>(() => BootstrapInterval.Mean([], 1));
}
