using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace RagQA.Storage;

/// <summary>
/// The document store in one SQLite file, <c>documents.db</c>. One process at a time: its host holds a
/// <see cref="DataDirectoryLock"/>.
/// </summary>
public sealed class SqliteDocumentStore : DocumentStore
{
    /// <summary>Name of the file in the data directory.</summary>
    public const string FileName = "documents.db";

    private SqliteDocumentStore(SqliteDatabase database, IEmbeddingStore embeddings, TimeProvider time, ILogger logger)
        : base(database, embeddings, time, logger)
    {
    }

    /// <summary>Opens the store, or makes it, and finishes an erasure that a crash interrupted.</summary>
    /// <param name="options">Where it lives.</param>
    /// <param name="embeddings">Where embeddings are, from which those of purged documents are deleted; not disposed by this store.</param>
    /// <param name="time">Clock; the system's by default.</param>
    /// <param name="logger">Told of stored text that no longer matches its hash, never the text itself.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="RagQAException">The file is damaged or cannot be opened (unavailable), or a newer program or another one wrote it (invalid).</exception>
    public static async Task<SqliteDocumentStore> OpenAsync(
        DocumentStoreOptions options,
        IEmbeddingStore embeddings,
        TimeProvider? time = null,
        ILogger<SqliteDocumentStore>? logger = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(embeddings);
        SqliteDatabase database = await SqliteDatabase.OpenAsync(
            new SqliteFile
            {
                Path = Path.Combine(Path.GetFullPath(options.Directory), FileName),
                ApplicationId = DocumentSchema.ApplicationId,
                Migrations = DocumentSchema.Migrations,
                BusyTimeout = options.BusyTimeout,
                Durable = true,
                CheckpointPages = options.CheckpointPages,
            },
            cancellationToken).ConfigureAwait(false);
        SqliteDocumentStore store = new(database, embeddings, time ?? TimeProvider.System, logger ?? NullLogger<SqliteDocumentStore>.Instance);
        await store.FinishOpeningAsync().ConfigureAwait(false);
        return store;
    }
}
