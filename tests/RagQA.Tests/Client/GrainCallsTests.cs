using Orleans.Runtime;
using RagQA.Client;

namespace RagQA.Tests.Client;

public sealed class GrainCallsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunWithin_ClusterFaultsAtFirst_CallsAgainWithWhatIsLeftOfTheDeadline()
    {
        List<TimeSpan> left = [];
        var result = await GrainCalls.RunWithin(
            time =>
            {
                left.Add(time);
                return left.Count < 3 ? throw new SiloUnavailableException("gone") : Task.FromResult(7);
            },
            TimeSpan.FromMinutes(1),
            Token);
        Assert.Equal((7, 3), (result, left.Count));
        Assert.True(left[0] > left[1] && left[1] > left[2]);
    }

    [Fact]
    public async Task RunWithin_DeadlineOver_IsUnavailable()
    {
        var failure = await Assert.ThrowsAsync<RagQAException>(() => GrainCalls.RunWithin<int>(_ => throw new SiloUnavailableException("gone"), TimeSpan.FromMilliseconds(1), Token));
        Assert.Equal(FailureKind.Unavailable, failure.Kind);
    }

    [Fact]
    public async Task RunWithin_RefusedRequest_IsNotMadeAgain()
    {
        var calls = 0;
        await Assert.ThrowsAsync<RagQAException>(() => GrainCalls.RunWithin<int>(
            _ =>
            {
                calls++;
                throw new RagQAException("wrong");
            },
            TimeSpan.FromMinutes(1),
            Token));
        Assert.Equal(1, calls);
    }
}
