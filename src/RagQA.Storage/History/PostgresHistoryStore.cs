namespace RagQA.Storage;

/// <summary>History and feedback in PostgreSQL.</summary>
public sealed class PostgresHistoryStore : HistoryStore
{
    private PostgresHistoryStore(PostgresDatabase database, TimeProvider time)
        : base(database, time)
    {
    }

    /// <summary>Opens the store, or makes its tables.</summary>
    /// <exception cref="RagQAException">The server is away (unavailable), or a newer program wrote the tables (invalid).</exception>
    public static async Task<PostgresHistoryStore> OpenAsync(PostgresConnections connections, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connections);
        PostgresDatabase database = await PostgresDatabase.OpenAsync(connections, PostgresHistorySchema.Component, cancellationToken).ConfigureAwait(false);
        return new PostgresHistoryStore(database, time ?? TimeProvider.System);
    }
}
