using RagQA.Grains.Maintenance;
using RagQA.Storage;

namespace RagQA.Grains.Hosting;

/// <summary>The stores of a silo, and its data directory, held under its lock.</summary>
public sealed class RagQAStores : IAsyncDisposable
{
    private readonly DataDirectoryLock _lock;
    private readonly PostgresConnections? _connections;

    private RagQAStores(DataDirectoryLock held, PostgresConnections? connections, IDocumentStore documents, IEmbeddingStore embeddings, IHistoryStore history)
        => (_lock, _connections, Documents, Embeddings, History) = (held, connections, documents, embeddings, history);

    /// <summary>Documents, passages, change log and jobs.</summary>
    public IDocumentStore Documents { get; }

    /// <summary>Embeddings.</summary>
    public IEmbeddingStore Embeddings { get; }

    /// <summary>Questions asked, their answers, and feedback.</summary>
    public IHistoryStore History { get; }

    /// <summary>The data directory.</summary>
    public string Directory => _lock.Directory;

    /// <summary>Takes the lock and opens the files, or makes them.</summary>
    /// <exception cref="RagQAException">Another process uses the directory, or its files cannot be used.</exception>
    public static Task<RagQAStores> OpenAsync(string dataDirectory, CancellationToken cancellationToken = default) => OpenAsync(dataDirectory, postgres: null, cancellationToken);

    /// <summary>Takes the lock and opens the stores: in PostgreSQL when it is given, else in files of the directory.</summary>
    /// <exception cref="RagQAException">Another process uses the directory, or files or database cannot be used.</exception>
    public static Task<RagQAStores> OpenAsync(string dataDirectory, PostgresOptions? postgres, CancellationToken cancellationToken = default)
    {
        var held = DataDirectoryLock.Acquire(dataDirectory);
        return postgres is null ? OpenFilesAsync(held, cancellationToken) : OpenDatabaseAsync(held, postgres, cancellationToken);
    }

    private static async Task<RagQAStores> OpenDatabaseAsync(DataDirectoryLock held, PostgresOptions postgres, CancellationToken cancellationToken)
    {
        PostgresConnections? connections = null;
        try
        {
            // What a silo that was killed has encoded and not committed is swept by 'ragqa verify': here others are encoding just now.
            connections = await PostgresConnections.OpenAsync(postgres, cancellationToken);
            var embeddings = await PostgresEmbeddingStore.OpenAsync(connections, cancellationToken);
            var documents = await PostgresDocumentStore.OpenAsync(connections, embeddings, cancellationToken: cancellationToken);
            var history = await PostgresHistoryStore.OpenAsync(connections, cancellationToken: cancellationToken);
            return new RagQAStores(held, connections, documents, embeddings, history);
        }
        catch
        {
            if (connections is not null)
            {
                await connections.DisposeAsync();
            }

            held.Dispose();
            throw;
        }
    }

    private static async Task<RagQAStores> OpenFilesAsync(DataDirectoryLock held, CancellationToken cancellationToken)
    {
        SqliteEmbeddingStore? embeddings = null;
        SqliteDocumentStore? documents = null;
        SqliteHistoryStore? history = null;
        try
        {
            embeddings = await SqliteEmbeddingStore.OpenAsync(new EmbeddingStoreOptions { Directory = held.Directory }, cancellationToken);

            // A log that is still there was not closed: that process was killed, perhaps between encoding and commit.
            var wasKilled = File.Exists(Path.Combine(held.Directory, SqliteDocumentStore.FileName + "-wal"));
            documents = await SqliteDocumentStore.OpenAsync(
                new DocumentStoreOptions { Directory = held.Directory }, embeddings, cancellationToken: cancellationToken);
            history = await SqliteHistoryStore.OpenAsync(new HistoryStoreOptions { Directory = held.Directory }, cancellationToken: cancellationToken);
            if (wasKilled)
            {
                await UnusedEmbeddings.SweepAsync(documents, embeddings, remove: true, cancellationToken);
            }

            return new RagQAStores(held, null, documents, embeddings, history);
        }
        catch
        {
            if (history is not null)
            {
                await history.DisposeAsync();
            }

            if (documents is not null)
            {
                await documents.DisposeAsync();
            }

            if (embeddings is not null)
            {
                await embeddings.DisposeAsync();
            }

            held.Dispose();
            throw;
        }
    }

    /// <summary>Closes the files and gives up the lock, last.</summary>
    public async ValueTask DisposeAsync()
    {
        await History.DisposeAsync();
        await Documents.DisposeAsync();
        await Embeddings.DisposeAsync();
        if (_connections is not null)
        {
            await _connections.DisposeAsync();
        }

        _lock.Dispose();
    }
}
