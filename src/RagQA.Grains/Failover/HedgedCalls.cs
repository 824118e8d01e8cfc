using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using RagQA.Grains.Retrieval;

namespace RagQA.Grains.Failover;

/// <summary>
/// Asks replicas of the same thing (Dean, Barroso 2013, The Tail at Scale): 1 the one with the least in flight; 2 the next when that
/// takes longer than 95 of 100 of its replies did, or at once when it fails; 3 the first reply counts and the others are cancelled.
/// A replica that lost twice in a row comes last for a while. A single replica that fails for a passing reason is asked once more.
/// </summary>
internal sealed class HedgedCalls(IOptions<RetrieverOptions> options, TimeProvider time)
{
    /// <summary>How long a replica that lost comes last.</summary>
    public static readonly TimeSpan Skip = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(string What, int Replica), ReplicaReplies> _replies = new();
    private int _turn;
    private long _afterSlow;
    private long _afterFailed;

    /// <summary>Calls made to another replica because the one before was slow.</summary>
    public long AfterSlow => Interlocked.Read(ref _afterSlow);

    /// <summary>Calls made again because the one before failed.</summary>
    public long AfterFailed => Interlocked.Read(ref _afterFailed);

    /// <summary>The first reply of any replica.</summary>
    /// <param name="what">What is asked; replies to the same are compared with each other.</param>
    /// <param name="replicas">Number of replicas.</param>
    /// <param name="call">Asks one; only reads.</param>
    /// <param name="deadline">Ends the wait, even where a callee does not hear of it (a silo that hangs).</param>
    /// <exception cref="OperationCanceledException">The deadline came.</exception>
    public Task<T> AskAsync<T>(string what, int replicas, Func<int, CancellationToken, Task<T>> call, CancellationToken deadline)
    {
        var order = Order(what, replicas);
        return AskInTurnAsync(Array.ConvertAll(order, r => Replies(what, r)), (i, ct) => call(order[i], ct), HedgeDelay, deadline);
    }

    /// <summary>The same of replicas whose order the caller has chosen.</summary>
    /// <param name="order">How each has answered lately.</param>
    /// <param name="call">Asks the one at a place of the order; only reads.</param>
    /// <param name="patience">How long a reply of one may take before the next is asked.</param>
    /// <param name="deadline">Ends the wait.</param>
    public async Task<T> AskInTurnAsync<T>(
        ReplicaReplies[] order, Func<int, CancellationToken, Task<T>> call, Func<ReplicaReplies, TimeSpan> patience, CancellationToken deadline)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(deadline);
        var running = new List<Task<T>>(order.Length);
        var asked = new List<ReplicaReplies>(order.Length);
        var again = 0;
        try
        {
            // 1
            Ask();
            while (true)
            {
                // 2
                var first = Task.WhenAny(running);
                var slow = asked.Count < order.Length ? Task.Delay(patience(asked[^1]), time, over.Token) : null;
                if (slow is not null && await Task.WhenAny(first, slow) == slow)
                {
                    deadline.ThrowIfCancellationRequested();
                    Interlocked.Increment(ref _afterSlow);
                    Ask();
                    continue;
                }

                var done = await first;
                running.Remove(done);
                if (done.IsCompletedSuccessfully)
                {
                    return done.Result;
                }

                deadline.ThrowIfCancellationRequested();
                if (asked.Count < order.Length)
                {
                    Interlocked.Increment(ref _afterFailed);
                    Ask();
                }
                else if (order.Length == 1 && again++ == 0 && IsPassing(done, deadline))
                {
                    Interlocked.Increment(ref _afterFailed);
                    Ask();
                }
                else if (running.Count == 0)
                {
                    return await done;
                }
            }
        }
        finally
        {
            // 3
            await over.CancelAsync();
        }

        void Ask()
        {
            var place = asked.Count % order.Length;
            asked.Add(order[place]);
            running.Add(TimedAsync(order[place], place));
        }

        async Task<T> TimedAsync(ReplicaReplies replies, int place)
        {
            var started = time.GetTimestamp();
            replies.Begin();
            try
            {
                var reply = await call(place, over.Token).WaitAsync(over.Token);
                replies.Answered(time.GetElapsedTime(started));
                return reply;
            }
            catch (Exception)
            {
                // Also when another was faster, but not when it was asked last and the deadline came soon after.
                if (!deadline.IsCancellationRequested && replies == asked[0])
                {
                    replies.Lost(time.GetTimestamp());
                }

                throw;
            }
            finally
            {
                replies.End();
            }
        }
    }

    private static bool IsPassing<T>(Task<T> failed, CancellationToken deadline)
        => failed.IsCanceled || RetryableFailure.Is(failed.Exception!.InnerException!, deadline);

    private int[] Order(string what, int replicas)
    {
        if (replicas == 1)
        {
            return [0];
        }

        var turn = Interlocked.Increment(ref _turn) & int.MaxValue;
        return [.. Enumerable.Range(0, replicas)
            .OrderBy(r => Replies(what, r).IsSkipped(time, Skip, lost: 2))
            .ThenBy(r => Replies(what, r).InFlight)
            .ThenBy(r => (r + turn) % replicas)];
    }

    private TimeSpan HedgeDelay(ReplicaReplies replies)
    {
        var delay = replies.SlowReply() ?? options.Value.HedgeFirst;
        return delay > options.Value.HedgeAtLeast ? delay : options.Value.HedgeAtLeast;
    }

    private ReplicaReplies Replies(string what, int replica) => _replies.GetOrAdd((what, replica), static _ => new ReplicaReplies());
}
