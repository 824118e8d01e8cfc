using Microsoft.Extensions.Options;
using RagQA.Grains.Cluster;

namespace RagQA.Grains.Answering;

/// <summary>
/// The door of a silo: so many questions run, so many wait in the order in which they came, and what is more is refused at once. A
/// question that would only be answered after its deadline takes no time from those that can be answered.
/// </summary>
internal sealed class QuestionAdmission(IOptions<AdmissionOptions> options, SiloState state, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _places = new(options.Value.MaxRunning);
    private int _waiting;
    private int _running;
    private long _rejected;

    /// <summary>Questions that are worked on.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Questions that wait.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Questions that were refused as too many since the start.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    public void Dispose() => _places.Dispose();

    /// <summary>Waits for a place; disposing of it lets the next one in.</summary>
    /// <exception cref="RagQAException">Too many wait, or the deadline came first (busy); the silo stops (unavailable). The former and the latter without any wait.</exception>
    public async Task<IDisposable> EnterAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        if (state.IsClosed)
        {
            throw new RagQAException(FailureKind.Unavailable, "This server is about to stop. Ask again in a moment: another one answers, or this one when it is back.");
        }

        if (!_places.Wait(0, CancellationToken.None))
        {
            await WaitAsync(deadline, cancellationToken);
        }

        Interlocked.Increment(ref _running);
        return new Place(this);
    }

    private async Task WaitAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _waiting) > options.Value.MaxWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            throw Busy($"{options.Value.MaxRunning} questions are being answered and {options.Value.MaxWaiting} wait already");
        }

        using var late = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await _places.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Busy("the question's turn did not come before its deadline");
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private RagQAException Busy(string why)
    {
        Interlocked.Increment(ref _rejected);
        return new(FailureKind.Busy, $"Too many questions at once: {why}. Ask again in a moment.");
    }

    private sealed class Place(QuestionAdmission admission) : IDisposable
    {
        private int _isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isLeft, 1) == 0)
            {
                Interlocked.Decrement(ref admission._running);
                admission._places.Release();
            }
        }
    }
}
