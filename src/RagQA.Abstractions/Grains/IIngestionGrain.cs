using Orleans.Concurrency;

namespace RagQA;

/// <summary>Drives one bulk job; its key is the job's id, its state is in the document store.</summary>
[Alias("ragqa.IIngestionGrain")]
public interface IIngestionGrain : IGrainWithGuidKey
{
    /// <summary>Records the job and starts it.</summary>
    [Alias("Start")]
    Task<IngestionStatus> Start(IngestionRequest request, CancellationToken cancellationToken = default);

    /// <summary>How far it is.</summary>
    /// <exception cref="RagQAException">There is no such job (not found).</exception>
    [Alias("Status"), AlwaysInterleave]
    Task<IngestionStatus> Status(CancellationToken cancellationToken = default);

    /// <summary>What came of its documents, in the order in which they were handled; all of them when <paramref name="outcome"/> is null.</summary>
    [Alias("Items"), AlwaysInterleave]
    Task<IngestionItem[]> Items(IngestionOutcome? outcome, int limit, CancellationToken cancellationToken = default);

    /// <summary>Stops taking further documents until resumed.</summary>
    [Alias("Pause"), AlwaysInterleave, ResponseTimeout("00:03:00")]
    Task<IngestionStatus> Pause(CancellationToken cancellationToken = default);

    /// <summary>Goes on with a paused or interrupted job.</summary>
    [Alias("Resume"), AlwaysInterleave]
    Task<IngestionStatus> Resume(CancellationToken cancellationToken = default);

    /// <summary>Goes on with a job that was interrupted by the loss of its silo; does nothing when it runs, is paused or has ended.</summary>
    [Alias("GoOn"), AlwaysInterleave]
    Task GoOn(CancellationToken cancellationToken = default);

    /// <summary>Ends the job; what went in stays.</summary>
    [Alias("Cancel"), AlwaysInterleave, ResponseTimeout("00:03:00")]
    Task<IngestionStatus> Cancel(CancellationToken cancellationToken = default);
}
