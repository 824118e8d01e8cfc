namespace RagQA;

/// <summary>How far a bulk job is.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.IngestionStatus")]
public sealed record IngestionStatus
{
    /// <summary>Id of the job.</summary>
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>Name of the collection.</summary>
    [Id(1)] public required string Collection { get; init; }

    /// <summary>State of the job.</summary>
    [Id(2)] public required IngestionState State { get; init; }

    /// <summary>Documents found so far.</summary>
    [Id(3)] public int Documents { get; init; }

    /// <summary>Documents that went in, changed or not.</summary>
    [Id(4)] public int Done { get; init; }

    /// <summary>Documents that were there already with the same content.</summary>
    [Id(5)] public int Unchanged { get; init; }

    /// <summary>Documents that failed.</summary>
    [Id(6)] public int Failed { get; init; }

    /// <summary>Passages that went in.</summary>
    [Id(7)] public int Passages { get; init; }

    /// <summary>The first hundred failures.</summary>
    [Id(8)] public IngestionFailure[] Failures { get; init; } = [];

    /// <summary>Why the job failed; null unless it did.</summary>
    [Id(9)] public string? Reason { get; init; }

    /// <summary>Passages per second since the job last started.</summary>
    [Id(10)] public double PassagesPerSecond { get; init; }

    /// <summary>Time left at this rate; null while unknown.</summary>
    [Id(11)] public TimeSpan? Remaining { get; init; }

    /// <summary>Revision after the job's latest commit.</summary>
    [Id(12)] public long Revision { get; init; }

    /// <summary>Bytes of the files that were handled since the job last started.</summary>
    [Id(13)] public long HandledBytes { get; init; }

    /// <summary>Bytes of all its files; grows while they are being counted.</summary>
    [Id(14)] public long ExpectedBytes { get; init; }

    /// <summary>When the job was made.</summary>
    [Id(15)] public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The files and folders that it was made for.</summary>
    [Id(16)] public string[] Paths { get; init; } = [];

    /// <summary>Whether the job is over, one way or another, or waits for a user; no event comes unless it is resumed.</summary>
    public bool IsAtRest => State is not (IngestionState.Queued or IngestionState.Running);
}
