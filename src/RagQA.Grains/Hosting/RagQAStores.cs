using RagQA.Grains.Maintenance;
using RagQA.Storage;

namespace RagQA.Grains.Hosting;

/// <summary>The stores of one data directory, opened under its lock.</summary>
public sealed class RagQAStores : IAsyncDisposable
{
    private readonly DataDirectoryLock _lock;

    private RagQAStores(DataDirectoryLock held, IDocumentStore documents, IEmbeddingStore embeddings, IHistoryStore history)
        => (_lock, Documents, Embeddings, History) = (held, documents, embeddings, history);

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
    public static async Task<RagQAStores> OpenAsync(string dataDirectory, CancellationToken cancellationToken = default)
    {
        var held = DataDirectoryLock.Acquire(dataDirectory);
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

            return new RagQAStores(held, documents, embeddings, history);
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
        _lock.Dispose();
    }
}
