using RagQA.Grains.Partitions;

namespace RagQA.Tests.Grains.Partitions;

public sealed class IndexMemoryTests
{
    [Fact]
    public void Allows_MoreThanTheBudgetTogether_FalseUntilOneIsForgottenOrShrinks()
    {
        var memory = new IndexMemory(100);
        var (one, two) = (new object(), new object());
        Assert.True(memory.Allows(one, 60));
        Assert.False(memory.Allows(two, 41));
        Assert.True(memory.Allows(two, 40));
        Assert.False(memory.Allows(two, 90));
        memory.Forget(one);
        Assert.True(memory.Allows(two, 90));
        Assert.Equal(90, memory.Used);
    }
}
