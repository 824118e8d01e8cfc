namespace RagQA.Storage;

/// <summary>History and feedback in one SQLite file, <c>history.db</c>.</summary>
public sealed class SqliteHistoryStore : HistoryStore
{
    /// <summary>Name of the file in the data directory.</summary>
    public const string FileName = "history.db";

    private SqliteHistoryStore(SqliteDatabase database, TimeProvider time)
        : base(database, time)
    {
    }

    /// <summary>Opens the file, or makes it.</summary>
    /// <exception cref="RagQAException">The file is damaged or cannot be opened (unavailable), or a newer program wrote it (invalid).</exception>
    public static async Task<SqliteHistoryStore> OpenAsync(HistoryStoreOptions options, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        SqliteFile file = new()
        {
            Path = Path.Combine(Path.GetFullPath(options.Directory), FileName),
            ApplicationId = HistorySchema.ApplicationId,
            Migrations = HistorySchema.Migrations,
            BusyTimeout = options.BusyTimeout,
            Durable = true,
        };
        return new SqliteHistoryStore(await SqliteDatabase.OpenAsync(file, cancellationToken).ConfigureAwait(false), time ?? TimeProvider.System);
    }
}
