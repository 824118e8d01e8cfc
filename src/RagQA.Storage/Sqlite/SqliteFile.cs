namespace RagQA.Storage;

/// <summary>What a database file is and how it is opened.</summary>
internal sealed record SqliteFile
{
    public required string Path { get; init; }

    /// <summary>Number in the file's header that tells this kind of file from any other.</summary>
    public required int ApplicationId { get; init; }

    /// <summary>Scripts that lead from schema version n to n + 1; only ever appended to.</summary>
    public required IReadOnlyList<string> Migrations { get; init; }

    public required TimeSpan BusyTimeout { get; init; }

    /// <summary>True when a commit must survive a power cut (synchronous=FULL), false when losing the latest is harmless (NORMAL).</summary>
    public required bool Durable { get; init; }

    public int PageBytes { get; init; } = 4096;

    public int CheckpointPages { get; init; } = SqliteDatabase.DefaultCheckpointPages;

    /// <summary>Size of the log beyond which the writer waits for its readers and empties it; readers never wait.</summary>
    public long LogLimitBytes { get; init; } = 64L << 20;
}
