using CsCheck;
using RagQA.Storage;

namespace RagQA.Tests.Storage;

public sealed class PartitionHashTests
{
    [Theory]
    [InlineData("a", 3, 1)]
    [InlineData("a", 1024, 293)]
    [InlineData("leaflet-17", 8, 7)]
    [InlineData("leaflet-17", 1024, 30)]
    [InlineData("protocol/sepsis.md", 8, 6)]
    [InlineData("ä", 1024, 217)]
    public void PartitionOf_KnownId_IsWhereItAlwaysWas(string id, int partitions, int expected) =>
        Assert.Equal(expected, PartitionHash.PartitionOf(id, partitions));

    [Theory]
    [InlineData(10863919174838991UL, 11, 6)]
    [InlineData(256UL, 1024, 520)]
    public void PartitionOf_PublishedPoint_IsThePublishedBucket(ulong point, int partitions, int expected) =>
        Assert.Equal(expected, PartitionHash.PartitionOf(point, partitions));

    [Fact]
    public void PartitionOf_OneMorePartition_MovesOnlyToTheNewOne() => Gen.Select(Gen.ULong, Gen.Int[1, 1023]).Sample((point, partitions) =>
    {
        int before = PartitionHash.PartitionOf(point, partitions);
        int after = PartitionHash.PartitionOf(point, partitions + 1);
        Assert.InRange(before, 0, partitions - 1);
        Assert.True(after == before || after == partitions);
    });

    [Fact]
    public void PartitionOf_ManyIds_FillsPartitionsEvenly()
    {
        int[] counts = new int[8];
        for (int i = 0; i < 8000; i++)
        {
            counts[PartitionHash.PartitionOf($"document-{i}", counts.Length)]++;
        }

        // 1000 each with a standard deviation of 30; four of them either way.
        Assert.All(counts, count => Assert.InRange(count, 880, 1120));
    }

    [Fact]
    public void PartitionOf_NoPartition_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => PartitionHash.PartitionOf("a", 0));
}
