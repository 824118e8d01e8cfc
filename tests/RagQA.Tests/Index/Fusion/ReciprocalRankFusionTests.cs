using RagQA.Index;

namespace RagQA.Tests.Index;

public sealed class ReciprocalRankFusionTests
{
    [Fact]
    public void Fuse_TwoLists_SumsReciprocalRanksAndNamesThem()
    {
        var fused = ReciprocalRankFusion.Fuse([[7, 3, 9], [3, 8]], top: 10);
        Assert.Equal([3, 7, 8, 9], fused.Select(passage => passage.Id));
        Assert.Equal((1.0 / 62) + (1.0 / 61), fused[0].Score, 12);
        Assert.Equal([2, 1], fused[0].Ranks);
        Assert.Equal([1, null], fused[1].Ranks);
        Assert.Equal([null, 2], fused[2].Ranks);
    }

    [Fact]
    public void Fuse_EqualScores_LowerIdFirst() =>
        Assert.Equal([2, 5], ReciprocalRankFusion.Fuse([[5], [2]], top: 2).Select(passage => passage.Id));

    [Fact]
    public void Fuse_OneList_KeepsItsOrder() =>
        Assert.Equal([9, 1, 4], ReciprocalRankFusion.Fuse([[9, 1, 4], []], top: 5).Select(passage => passage.Id));

    [Fact]
    public void Fuse_IdTwiceInAList_CountsItsFirstRankOnce() =>
        Assert.Equal(1.0 / 61, ReciprocalRankFusion.Fuse([[4, 4]], top: 5).Single().Score, 12);

    [Fact]
    public void Fuse_MoreThanTop_KeepsTheBest() =>
        Assert.Equal([1, 2], ReciprocalRankFusion.Fuse([[1, 2, 3]], top: 2).Select(passage => passage.Id));
}
