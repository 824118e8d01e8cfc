using Orleans.Runtime;

namespace RagQA.Grains.Failover;

/// <summary>Tells a silo that went away from a mistake: what only reads may be asked again, elsewhere or in a moment.</summary>
internal static class RetryableFailure
{
    /// <summary>Whether another silo, or the same one a moment later, may do it.</summary>
    /// <param name="failure">What a grain call ended with.</param>
    /// <param name="ours">The caller's own token: its cancellation is never retried.</param>
    public static bool Is(Exception failure, CancellationToken ours) => failure switch
    {
        OperationCanceledException => !ours.IsCancellationRequested,
        RagQAException e => e.IsTransient,
        TimeoutException => true,

        // Lost silos and connections, rejections, and placement that finds no silo.
        OrleansException => true,
        _ => false,
    };
}
