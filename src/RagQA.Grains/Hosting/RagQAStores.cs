using RagQA.Grains.Maintenance;
using RagQA.Storage;

namespace RagQA.Grains.Hosting;

/// <summary>The stores of one data directory, opened under its lock.</summary>
public sealed class RagQAStores : IAsyncDisposable
{
    private readonly DataDirectoryLock _lock;

    private RagQAStores(DataDirectoryLock held, IDocumentStore documents, IEmbeddingStore embeddings)
        => (_lock, Documents, Embeddings) = (held, documents, embeddings);

    /// <summary>Documents, passages, change log and jobs.</summary>
    public IDocumentStore Documents { get; }

    /// <summary>Embeddings.</summary>
    public IEmbeddingStore Embeddings { get; }

    /// <summary>The data directory.</summary>
    public string Directory => _lock.Directory;

    /// <summary>Takes the lock and opens the files, or makes them.</summary>
    /// <exception cref="RagQAException">Another process uses the directory, or its files cannot be used.</exception>
    public static async Task<RagQAStores> OpenAsync(string dataDirectory, CancellationToken cancellationToken = default)
    {
        var held = DataDirectoryLock.Acquire(dataDirectory);
        SqliteEmbeddingStore? embeddings = null;
        SqliteDocumentStore? documents = null;
        try
        {
            embeddings = await SqliteEmbeddingStore.OpenAsync(new EmbeddingStoreOptions { Directory = held.Directory }, cancellationToken);

            // A log that is still there was not closed: that process was killed, perhaps between encoding and commit.
            var wasKilled = File.Exists(Path.Combine(held.Directory, SqliteDocumentStore.FileName + "-wal"));
            documents = await SqliteDocumentStore.OpenAsync(
                new DocumentStoreOptions { Directory = held.Directory }, embeddings, cancellationToken: cancellationToken);
            if (wasKilled)
            {
                await UnusedEmbeddings.SweepAsync(documents, embeddings, remove: true, cancellationToken);
            }

            return new RagQAStores(held, documents, embeddings);
        }
        catch
        {
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
        await Documents.DisposeAsync();
        await Embeddings.DisposeAsync();
        _lock.Dispose();
    }
}
