using RagQA.Grains.Placement;

namespace RagQA.Tests.Grains.Placement;

public sealed class PlacementTableTests
{
    [Theory]
    [InlineData(4, 1, 1)]
    [InlineData(4, 1, 3)]
    [InlineData(4, 2, 3)]
    [InlineData(5, 3, 4)]
    [InlineData(2, 1, 3)]
    [InlineData(3, 4, 2)]
    [InlineData(32, 1, 4)]
    [InlineData(32, 2, 5)]
    [InlineData(7, 3, 4)]
    [InlineData(1024, 2, 9)]
    public void Compute_GivesNoSiloMoreThanItsShareAndNoPartitionTwiceToOne(int partitions, int replicas, int silos)
    {
        var table = PlacementTable.Compute("c/1", partitions, replicas, Silos(silos));

        var cells = (from p in Enumerable.Range(0, partitions) from r in Enumerable.Range(0, replicas) select (Partition: p, Silo: table.SiloOf(p, r))).ToArray();
        var counts = cells.GroupBy(c => c.Silo).Select(g => g.Count()).ToArray();
        Assert.Equal(Math.Min(silos, partitions * replicas), counts.Length);

        if (replicas <= silos)
        {
            Assert.InRange(counts.Max() - (counts.Length < silos ? 0 : counts.Min()), 0, 1);
        }

        Assert.All(cells.GroupBy(c => c.Partition), p => Assert.Equal(Math.Min(replicas, silos), p.Select(c => c.Silo).Distinct().Count()));
    }

    [Fact]
    public void Compute_OfEverySmallCluster_IsEvenAndHasNoPartitionTwiceOnASilo()
    {
        var tried = from partitions in Enumerable.Range(1, 12) from silos in Enumerable.Range(1, 7) from replicas in Enumerable.Range(1, silos) from name in new[] { "a/1", "b/2", "c/3" } select (partitions, silos, replicas, name);
        Assert.All(tried, t =>
        {
            var table = PlacementTable.Compute(t.name, t.partitions, t.replicas, Silos(t.silos));
            var places = Enumerable.Range(0, t.partitions).Select(p => Enumerable.Range(0, t.replicas).Select(r => table.SiloOf(p, r)).ToArray()).ToArray();
            var counts = Enumerable.Range(0, t.silos).Select(s => places.Count(p => p.Contains(s))).ToArray();
            Assert.InRange(counts.Max() - counts.Min(), 0, 1);
            Assert.All(places, p => Assert.Equal(t.replicas, p.Distinct().Count()));
        });
    }

    [Fact]
    public void Compute_WithoutOneSilo_LeavesMostOfTheOthersWhereTheyAre()
    {
        var before = PlacementTable.Compute("c/1", 64, 1, Silos(4));
        var after = PlacementTable.Compute("c/1", 64, 1, Silos(3));

        var stayed = Enumerable.Range(0, 64).Count(p => before.SiloOf(p, 0) < 3 && before.SiloOf(p, 0) == after.SiloOf(p, 0));

        // 48 were not on the silo that left.
        Assert.InRange(stayed, 36, 48);
    }

    [Fact]
    public void Compute_OtherCollections_BeginOnOtherSilos()
        => Assert.InRange(Enumerable.Range(0, 40).Select(c => PlacementTable.Compute($"c{c}/1", 1, 1, Silos(4)).SiloOf(0, 0)).Distinct().Count(), 4, 4);

    private static string[] Silos(int count) => [.. Enumerable.Range(0, count).Select(i => $"silo-{i}")];
}
