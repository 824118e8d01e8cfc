using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RagQA.Grains.Failover;
using RagQA.Grains.Retrieval;

namespace RagQA.Tests.Grains.Failover;

public sealed class HedgedCallsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RetrieverOptions _options = new();
    private readonly List<(int Replica, CancellationToken Token, TaskCompletionSource<int> Reply)> _asked = [];
    private readonly HedgedCalls _calls;

    public HedgedCallsTests() => _calls = new HedgedCalls(Options.Create(_options), _time);

    [Fact]
    public async Task Ask_WhenTheFirstIsSlow_AsksTheOtherAndCancelsTheLoser()
    {
        var asking = AskAsync(replicas: 2);
        Assert.Single(_asked);

        _time.Advance(_options.HedgeFirst);
        await Asked(2);
        Assert.NotEqual(_asked[0].Replica, _asked[1].Replica);
        _asked[1].Reply.SetResult(7);

        Assert.Equal(7, await asking);
        Assert.True(_asked[0].Token.IsCancellationRequested);
        Assert.Equal((1, 0), (_calls.AfterSlow, _calls.AfterFailed));
    }

    [Fact]
    public async Task Ask_WhenTheFirstFails_AsksTheOtherAtOnce()
    {
        var asking = AskAsync(replicas: 2);

        _asked[0].Reply.SetException(new InvalidOperationException());
        await Asked(2);
        _asked[1].Reply.SetResult(7);

        Assert.Equal(7, await asking);
        Assert.Equal((0, 1), (_calls.AfterSlow, _calls.AfterFailed));
    }

    [Fact]
    public async Task Ask_WhenAllFail_FailsAsTheLast()
    {
        var asking = AskAsync(replicas: 2);

        _asked[0].Reply.SetException(new InvalidOperationException());
        await Asked(2);
        _asked[1].Reply.SetException(new NotSupportedException());

        await Assert.ThrowsAsync<NotSupportedException>(() => asking);
    }

    [Fact]
    public async Task Ask_TheOnlyReplica_IsAskedOnceMoreForAPassingFailureAndNotForAnother()
    {
        var asking = AskAsync(replicas: 1);
        _asked[0].Reply.SetException(new TimeoutException());
        await Asked(2);
        _asked[1].Reply.SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => asking);

        asking = AskAsync(replicas: 1);
        _asked[2].Reply.SetException(new InvalidOperationException());
        await Assert.ThrowsAsync<InvalidOperationException>(() => asking);
        Assert.Equal(3, _asked.Count);
    }

    [Fact]
    public async Task Ask_AfterManyReplies_HedgesAfterTheNinetyFifthPercentile()
    {
        for (var i = 0; i < 64; i++)
        {
            var quick = AskAsync(replicas: 2);
            _time.Advance(TimeSpan.FromMilliseconds(i % 8 == 0 ? 90 : 30));
            _asked[^1].Reply.SetResult(0);
            await quick;
        }

        _asked.Clear();
        var asking = AskAsync(replicas: 2);
        _time.Advance(TimeSpan.FromMilliseconds(89));
        Assert.Single(_asked);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await Asked(2);
        _asked[0].Reply.SetResult(1);
        Assert.Equal(1, await asking);
    }

    [Fact]
    public async Task Ask_AReplicaThatLostTwice_ComesLastForAWhile()
    {
        for (var lost = 0; lost < 2;)
        {
            var first = AskAsync(replicas: 2);
            if (_asked[^1].Replica == 0)
            {
                lost++;
                var asked = _asked.Count;
                _time.Advance(_options.HedgeFirst);
                await Asked(asked + 1);
            }

            _asked[^1].Reply.SetResult(0);
            await first;
        }

        _asked.Clear();
        for (var i = 0; i < 4; i++)
        {
            var next = AskAsync(replicas: 2);
            _asked[^1].Reply.SetResult(0);
            await next;
        }

        Assert.All(_asked, a => Assert.Equal(1, a.Replica));
        _time.Advance(HedgedCalls.Skip);
        var one = AskAsync(replicas: 2);
        var two = AskAsync(replicas: 2);
        Assert.Contains(0, _asked.TakeLast(2).Select(a => a.Replica));
        _asked[^1].Reply.SetResult(0);
        _asked[^2].Reply.SetResult(0);
        await Task.WhenAll(one, two);
    }

    [Fact]
    public async Task Ask_AtTheDeadline_EndsThoughNoReplicaHears()
    {
        using var deadline = new CancellationTokenSource();
        var asking = AskUntilAsync(deadline.Token);

        await deadline.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private Task<int> AskAsync(int replicas) => CallAsync(replicas, CancellationToken.None);

    private Task<int> AskUntilAsync(CancellationToken deadline) => CallAsync(replicas: 2, deadline);

    private Task<int> CallAsync(int replicas, CancellationToken deadline) => _calls.AskAsync(
        "partition 0 search",
        replicas,
        (replica, token) =>
        {
            var reply = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_asked)
            {
                _asked.Add((replica, token, reply));
            }

            return reply.Task;
        },
        deadline);

    private async Task Asked(int count)
    {
        while (_asked.Count < count)
        {
            await Task.Yield();
        }
    }
}
