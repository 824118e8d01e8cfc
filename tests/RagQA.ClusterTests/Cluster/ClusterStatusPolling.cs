namespace RagQA.ClusterTests.Cluster;

/// <summary>Waits for what a cluster comes to by itself. It tells nobody when, so it is asked again and again.</summary>
internal static class ClusterStatusPolling
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>The first state of the cluster of which this is true.</summary>
    /// <param name="ask">Asks the cluster; while the silo that knows is gone it may fail for a passing reason.</param>
    /// <param name="isReached">What is waited for.</param>
    /// <param name="patience">Far longer than it takes.</param>
    public static async Task<ClusterStatus> UntilAsync(Func<Task<ClusterStatus>> ask, Func<ClusterStatus, bool> isReached, TimeSpan patience)
    {
        using var late = new CancellationTokenSource(patience);
        using var interval = new PeriodicTimer(Interval);
        var last = "without an answer";
        while (!late.IsCancellationRequested)
        {
            try
            {
                var status = await ask();
                if (isReached(status))
                {
                    return status;
                }

                last = Describe(status);
            }
            catch (RagQAException e) when (e.IsTransient)
            {
                last = e.Message;
            }

            await interval.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"The cluster stays {last}");
    }

    private static string Describe(ClusterStatus status) =>
        string.Join("; ", status.Silos.Select(s => $"{s.Name} {s.Silo} answering {s.IsAnswering} draining {s.IsDraining} device {s.Device}"))
        + " | " + string.Join("; ", status.Collections.SelectMany(c => c.Partitions).Select(p => $"{p.Partition}/{p.Replica} at {p.Silo} {p.State} {p.Reason}"));
}
