namespace RagQA;

/// <summary>State of a bulk job.</summary>
public enum IngestionState
{
    /// <summary>Waiting to start.</summary>
    Queued = 0,

    /// <summary>Documents are going in.</summary>
    Running = 1,

    /// <summary>Paused by a user; goes on by resume.</summary>
    Paused = 2,

    /// <summary>All documents were handled; some may have failed.</summary>
    Done = 3,

    /// <summary>Stopped by a user; what went in stays.</summary>
    Cancelled = 4,

    /// <summary>The job as a whole could not go on; the failure says why.</summary>
    Failed = 5,
}
