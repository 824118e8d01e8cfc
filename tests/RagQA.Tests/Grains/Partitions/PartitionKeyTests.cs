using RagQA.Grains.Partitions;

namespace RagQA.Tests.Grains.Partitions;

public sealed class PartitionKeyTests
{
    [Fact]
    public void Parse_OfAKeysText_GivesTheKey()
    {
        var key = new PartitionKey("abc234", 3, 7, 1);

        Assert.Equal("abc234/3/7/1", key.ToString());
        Assert.Equal(key, PartitionKey.Parse(key.ToString()));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("abc/1/2")]
    [InlineData("abc/1/x/0")]
    [InlineData("abc/1/-2/0")]
    public void Parse_OfAnythingElse_Throws(string text) => Assert.Throws<FormatException>(() => PartitionKey.Parse(text));
}
