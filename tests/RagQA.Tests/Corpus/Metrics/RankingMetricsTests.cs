using CsCheck;
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

    /// <summary>Expected values made with a Python transcription of trec_eval: ties by id descending, scores in single precision.</summary>
    [Fact]
    public void AllFigures_RunWithTies_EqualTrecEval()
    {
        (string, double)[] run = [("D1", 1.5), ("D2", 1.5), ("D10", 1.5), ("d3", 0.25), ("é", 0.25), ("Z", 0.2500000001), ("D5", -3), ("D6", 2)];
        Dictionary<string, int> grades = new() { ["D2"] = 2, ["D10"] = 1, ["é"] = 3, ["X"] = 1, ["D5"] = 0, ["D1"] = -1 };
        HashSet<string> relevant = ["D2", "D10", "é", "X"];

        IReadOnlyList<string> ranked = RankingMetrics.TrecOrder(run);

        Assert.Equal(["D6", "D2", "D10", "D1", "é", "d3", "Z", "D5"], ranked);
        Assert.Equal(0.44166666666666665, RankingMetrics.AveragePrecision(ranked, relevant), 12);
        Assert.Equal(0.5, RankingMetrics.ReciprocalRank(ranked, relevant), 12);
        Assert.Equal(0.36999401273810767, RankingMetrics.NdcgAt(ranked, grades, 3), 12);
        Assert.Equal(0.5628112914656855, RankingMetrics.NdcgAt(ranked, grades, 10), 12);
        Assert.Equal(0.5, RankingMetrics.RecallAt(ranked, relevant, 3), 12);
        Assert.Equal(0.75, RankingMetrics.RecallAt(ranked, relevant, 100), 12);
    }

    [Fact]
    public void TrecOrder_AnyOrderOfTheSameRun_IsEqual() =>
        Gen.Select(Gen.Int[0, 3].Array[1, 12], Gen.Int[0, 1000]).Sample((scores, seed) =>
        {
            (string, double)[] run = [.. scores.Select((s, i) => ($"d{i}", (double)s))];
            (string, double)[] shuffled = [.. run];
            new Random(seed).Shuffle(shuffled);
            return RankingMetrics.TrecOrder(run).SequenceEqual(RankingMetrics.TrecOrder(shuffled));
        });
}
