namespace RagQA.Storage;

/// <summary>Bulk jobs and what came of each of their documents, so that an interrupted job goes on where it was.</summary>
public interface IJobStore
{
    /// <summary>Records a new job; its times are set by the store.</summary>
    /// <exception cref="RagQAException">A job of this id is there already (conflict).</exception>
    Task<IngestionJob> CreateJobAsync(IngestionJob job, CancellationToken cancellationToken = default);

    /// <summary>A job, or null.</summary>
    Task<IngestionJob?> GetJobAsync(Guid jobId, CancellationToken cancellationToken = default);

    /// <summary>Jobs, the newest first; all of them when <paramref name="state"/> is null.</summary>
    Task<IngestionJob[]> ListJobsAsync(IngestionState? state = null, CancellationToken cancellationToken = default);

    /// <summary>Overwrites state, counts, revision and reason of a job; what it is about stays as it was created.</summary>
    /// <exception cref="RagQAException">There is no such job (not found).</exception>
    Task<IngestionJob> UpdateJobAsync(IngestionJob job, CancellationToken cancellationToken = default);

    /// <summary>Records what came of documents of a job, all in one commit; the same document again replaces its record.</summary>
    /// <exception cref="RagQAException">There is no such job (not found).</exception>
    Task RecordJobItemsAsync(Guid jobId, IReadOnlyList<IngestionItem> items, CancellationToken cancellationToken = default);

    /// <summary>Records of a job in the order in which they came.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="outcome">Only records of this outcome; null for all.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<IngestionItem[]> ListJobItemsAsync(Guid jobId, IngestionOutcome? outcome = null, int limit = int.MaxValue, CancellationToken cancellationToken = default);
}
