using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace RagQA.Storage;

/// <summary>The document store in PostgreSQL, for any number of processes at once.</summary>
public sealed class PostgresDocumentStore : DocumentStore
{
    private PostgresDocumentStore(PostgresDatabase database, IEmbeddingStore embeddings, TimeProvider time, ILogger logger)
        : base(database, embeddings, time, logger)
    {
    }

    /// <summary>Opens the store, or makes its tables, and finishes an erasure that a crash interrupted.</summary>
    /// <param name="connections">Connections to its database; not disposed by this store.</param>
    /// <param name="embeddings">Where embeddings are, from which those of purged documents are deleted; not disposed by this store.</param>
    /// <param name="time">Clock; the system's by default.</param>
    /// <param name="logger">Told of stored text that no longer matches its hash, never the text itself.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="RagQAException">The server is away (unavailable), or a newer program wrote the tables (invalid).</exception>
    public static async Task<PostgresDocumentStore> OpenAsync(
        PostgresConnections connections,
        IEmbeddingStore embeddings,
        TimeProvider? time = null,
        ILogger<PostgresDocumentStore>? logger = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connections);
        ArgumentNullException.ThrowIfNull(embeddings);
        PostgresDatabase database = await PostgresDatabase.OpenAsync(connections, PostgresDocumentSchema.Component, cancellationToken).ConfigureAwait(false);
        PostgresDocumentStore store = new(database, embeddings, time ?? TimeProvider.System, logger ?? NullLogger<PostgresDocumentStore>.Instance);
        await store.FinishOpeningAsync().ConfigureAwait(false);
        return store;
    }
}
