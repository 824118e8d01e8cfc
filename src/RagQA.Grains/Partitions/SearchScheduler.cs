namespace RagQA.Grains.Partitions;

/// <summary>Runs searches off the grain scheduler, a bounded number at a time, so that a long search never delays a grain turn.</summary>
public sealed class SearchScheduler
{
    private readonly TaskFactory _factory;
    private readonly int _threads;
    private int _present;

    /// <summary>Makes a scheduler for <paramref name="threads"/> searches at a time.</summary>
    public SearchScheduler(int threads)
    {
        _threads = threads;
        _factory = new TaskFactory(
            CancellationToken.None,
            TaskCreationOptions.DenyChildAttach,
            TaskContinuationOptions.None,
            new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads).ConcurrentScheduler);
    }

    /// <summary>
    /// Runs <paramref name="work"/> and tells it how many cores it may use: all when no other search waits or runs as it begins, otherwise one.
    /// A search that has not begun is dropped on cancellation.
    /// </summary>
    public async Task<T> RunAsync<T>(Func<int, T> work, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _present);
        try
        {
            return await _factory.StartNew(() => work(Volatile.Read(ref _present) == 1 ? _threads : 1), cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _present);
        }
    }
}
