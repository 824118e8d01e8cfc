namespace RagQA.Grains.Partitions;

/// <summary>Runs searches off the grain scheduler, a bounded number at a time, so that a long search never delays a grain turn.</summary>
public sealed class SearchScheduler
{
    private readonly TaskFactory _factory;

    /// <summary>Makes a scheduler for <paramref name="threads"/> searches at a time.</summary>
    public SearchScheduler(int threads)
        => _factory = new TaskFactory(
            CancellationToken.None,
            TaskCreationOptions.DenyChildAttach,
            TaskContinuationOptions.None,
            new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads).ConcurrentScheduler);

    /// <summary>Runs <paramref name="work"/>; one that has not started is dropped on cancellation.</summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) => _factory.StartNew(work, cancellationToken);
}
