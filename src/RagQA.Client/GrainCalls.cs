using System.Diagnostics;
using Orleans.Runtime;

namespace RagQA.Client;

/// <summary>Turns the many ways in which a cluster fails to answer into one: <see cref="FailureKind.Unavailable"/>.</summary>
internal static class GrainCalls
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(50);

    public static async Task<T> Run<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception exception) when (IsClusterFault(exception))
        {
            throw Unavailable(exception);
        }
    }

    /// <summary>
    /// Makes a call that may be made again, as long as its deadline is not over. While the cluster has not noticed that a silo is
    /// gone, a new grain whose place that silo would have kept cannot be placed; another one mostly can.
    /// </summary>
    /// <param name="call">The call, given what is left of the deadline.</param>
    /// <param name="deadline">Time for all attempts.</param>
    /// <param name="cancellationToken">Ends the waiting between attempts.</param>
    public static async Task<T> RunWithin<T>(Func<TimeSpan, Task<T>> call, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var left = deadline;
        for (var pause = _firstPause; ; pause *= 2)
        {
            RagQAException failure;
            try
            {
                return await call(left).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsClusterFault(exception))
            {
                failure = Unavailable(exception);
            }

            if (failure.Kind == FailureKind.Busy)
            {
                throw failure;
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            left = deadline - Stopwatch.GetElapsedTime(started);
            if (left <= pause)
            {
                throw failure;
            }
        }
    }

    public static async Task Run(Func<Task> call)
    {
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (Exception exception) when (IsClusterFault(exception))
        {
            throw Unavailable(exception);
        }
    }

    /// <summary>Orleans reports a lost silo or gateway by its own exceptions and a missing reply by a timeout.</summary>
    public static bool IsClusterFault(Exception exception) => exception is OrleansException or TimeoutException or EnumerationAbortedException;

    public static RagQAException Unavailable(Exception exception) => exception is GatewayTooBusyException or LimitExceededException
        ? new RagQAException(FailureKind.Busy, "The cluster has too many requests at once; try again in a moment.", exception)
        : new RagQAException(FailureKind.Unavailable, "The cluster did not answer; try again in a moment.", exception);
}
