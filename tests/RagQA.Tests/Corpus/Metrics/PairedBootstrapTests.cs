using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class PairedBootstrapTests
{
    [Fact]
    public void Compare_EqualRuns_IsCertainlyNoDifference() =>
        Assert.Equal(new PairedBootstrap(0, 0, 0, 1), PairedBootstrap.Compare([1, 0, 1], [1, 0, 1], seed: 1, resamples: 100));

    [Fact]
    public void Compare_SecondAlwaysBetterByOne_HasTheLeastP()
    {
        PairedBootstrap result = PairedBootstrap.Compare([0, 5, 2], [1, 6, 3], seed: 1, resamples: 999);
        Assert.Equal(1, result.Difference, 12);
        Assert.Equal(0.001, result.P, 12);
    }

    [Fact]
    public void Compare_NearTwoStandardErrors_HasPNearFivePercent()
    {
        // 1,000 pairs of which 64 more are won than lost of 1,000: z = 64 / sqrt(1000) = 2.02, two-sided p = 0.043.
        double[] first = [.. Enumerable.Range(0, 1000).Select(i => i < 468 ? 1.0 : 0.0)];
        double[] second = [.. first.Select(v => 1 - v)];
        PairedBootstrap result = PairedBootstrap.Compare(first, second, seed: 3);
        Assert.Equal(0.064, result.Difference, 12);
        Assert.InRange(result.P, 0.033, 0.053);
        Assert.InRange(result.Low, -0.004, 0.009);
    }

    [Fact]
    public void Compare_RunsSwapped_ChangesTheSignOnly()
    {
        double[] a = [0.1, 0.4, 0.9, 0.2, 0.5];
        double[] b = [0.3, 0.3, 0.8, 0.6, 0.9];
        PairedBootstrap forth = PairedBootstrap.Compare(a, b, 7);
        PairedBootstrap back = PairedBootstrap.Compare(b, a, 7);
        Assert.Equal(forth.Difference, -back.Difference, 12);
        Assert.Equal(forth.P, back.P, 12);
    }

    [Fact]
    public void Compare_OtherLengths_Throws() => Assert.Throws<ArgumentException>(() => PairedBootstrap.Compare([1], [1, 2], 1));
}
