using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RagQA.Grains.Answering;
using RagQA.Grains.Cluster;

namespace RagQA.Tests.Grains.Answering;

public sealed class QuestionAdmissionTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _time = new();
    private readonly SiloState _state = new();
    private readonly QuestionAdmission _admission;

    public QuestionAdmissionTests()
        => _admission = new QuestionAdmission(Options.Create(new AdmissionOptions { MaxRunning = 1, MaxWaiting = 1 }), _state, _time);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _admission.Dispose();

    [Fact]
    public async Task Enter_WhenOneRuns_WaitsUntilItEnds()
    {
        var first = await _admission.EnterAsync(Deadline, Ct);
        var second = _admission.EnterAsync(Deadline, Ct);
        Assert.False(second.IsCompleted);
        Assert.Equal((1, 1), (_admission.Running, _admission.Waiting));

        first.Dispose();
        first.Dispose();
        (await second).Dispose();

        Assert.Equal((0, 0), (_admission.Running, _admission.Waiting));
    }

    [Fact]
    public async Task Enter_WhenTooManyWait_IsRefusedAtOnceAsBusy()
    {
        using var first = await _admission.EnterAsync(Deadline, Ct);
        var second = _admission.EnterAsync(Deadline, Ct);

        var refused = _admission.EnterAsync(Deadline, Ct);

        Assert.True(refused.IsFaulted);
        Assert.Equal(FailureKind.Busy, (await Assert.ThrowsAsync<RagQAException>(() => refused)).Kind);
        Assert.False(second.IsCompleted);
        Assert.Equal(1, _admission.Rejected);
    }

    [Fact]
    public async Task Enter_WhenItsTurnDoesNotComeBeforeTheDeadline_IsBusyAndMakesRoom()
    {
        using var first = await _admission.EnterAsync(Deadline, Ct);
        var late = _admission.EnterAsync(Deadline, Ct);

        _time.Advance(Deadline);

        Assert.Equal(FailureKind.Busy, (await Assert.ThrowsAsync<RagQAException>(() => late)).Kind);
        Assert.Equal(0, _admission.Waiting);
    }

    [Fact]
    public async Task Enter_WhenCancelled_IsCancelledAndNotBusy()
    {
        using var first = await _admission.EnterAsync(Deadline, Ct);
        using var stop = new CancellationTokenSource();
        var stopped = _admission.EnterAsync(Deadline, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
    }

    [Fact]
    public async Task Enter_WhileTheSiloDrains_IsUnavailable()
    {
        _state.Close();

        Assert.Equal(FailureKind.Unavailable, (await Assert.ThrowsAsync<RagQAException>(() => _admission.EnterAsync(Deadline, Ct))).Kind);
    }
}
