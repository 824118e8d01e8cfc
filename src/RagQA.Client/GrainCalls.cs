using Orleans.Runtime;

namespace RagQA.Client;

/// <summary>Turns the many ways in which a cluster fails to answer into one: <see cref="FailureKind.Unavailable"/>.</summary>
internal static class GrainCalls
{
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
