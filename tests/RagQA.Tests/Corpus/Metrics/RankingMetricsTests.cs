using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class RankingMetricsTests
{
    private static readonly string[] Ranked = ["b", "x", "a", "y"];
    private static readonly Dictionary<string, int> Grades = new() { ["a"] = 2, ["b"] = 1, ["c"] = 3, ["y"] = 0 };
    private static readonly HashSet<string> Relevant = ["a", "c"];

    [Fact]
    public void HitAt_FirstRelevantAtThree_CountsFromThree()
    {
        Assert.Equal(0, RankingMetrics.HitAt(Ranked, Relevant, 2));
        Assert.Equal(1, RankingMetrics.HitAt(Ranked, Relevant, 3));
    }

    [Fact]
    public void ReciprocalRank_FirstRelevantAtThree_IsOneThird() =>
        Assert.Equal(1.0 / 3, RankingMetrics.ReciprocalRank(Ranked, Relevant));

    [Fact]
    public void RecallAt_OneOfTwoFound_IsHalf() => Assert.Equal(0.5, RankingMetrics.RecallAt(Ranked, Relevant, 100));

    [Fact]
    public void AveragePrecision_OneOfTwoAtRankThree_IsOneSixth() =>
        Assert.Equal(1.0 / 6, RankingMetrics.AveragePrecision(Ranked, Relevant), 12);

    [Fact]
    public void NdcgAt_GradedJudgements_UsesLinearGain()
    {
        double ideal = 3 + (2 / Math.Log2(3)) + 0.5;
        Assert.Equal(2 / ideal, RankingMetrics.NdcgAt(Ranked, Grades), 12);
        Assert.Equal(1 / (3 + (2 / Math.Log2(3))), RankingMetrics.NdcgAt(Ranked, Grades, 2), 12);
    }

    [Fact]
    public void NdcgAt_NothingRelevant_IsZero() =>
        Assert.Equal(0, RankingMetrics.NdcgAt(Ranked, new Dictionary<string, int> { ["b"] = 0, ["x"] = -1 }));

    [Fact]
    public void RecallAt_ItemRankedTwice_Throws() =>
        Assert.Throws<ArgumentException>(() => RankingMetrics.RecallAt(["a", "a"], Relevant, 2));
}
