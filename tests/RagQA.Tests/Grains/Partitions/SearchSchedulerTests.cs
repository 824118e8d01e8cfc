using RagQA.Grains.Partitions;

namespace RagQA.Tests.Grains.Partitions;

public sealed class SearchSchedulerTests
{
    [Fact]
    public async Task RunAsync_OneSearchThenTwo_AllCoresThenOneEach()
    {
        var scheduler = new SearchScheduler(4);
        var ct = TestContext.Current.CancellationToken;
        Assert.Equal(4, await scheduler.RunAsync(cores => cores, ct));

        using var first = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var running = scheduler.RunAsync(cores =>
        {
            begun.Set();
            first.Wait(ct);
            return cores;
        }, ct);
        begun.Wait(ct);
        Assert.Equal(1, await scheduler.RunAsync(cores => cores, ct));
        first.Set();
        Assert.Equal(4, await running);
        Assert.Equal(4, await scheduler.RunAsync(cores => cores, ct));
    }

    [Fact]
    public async Task RunAsync_WorkFails_CountsNoLonger()
    {
        var scheduler = new SearchScheduler(2);
        var ct = TestContext.Current.CancellationToken;
        await Assert.ThrowsAsync<InvalidOperationException>(() => scheduler.RunAsync<int>(_ => throw new InvalidOperationException(), ct));
        Assert.Equal(2, await scheduler.RunAsync(cores => cores, ct));
    }
}
