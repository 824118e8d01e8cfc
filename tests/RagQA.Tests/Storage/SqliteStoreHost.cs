using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>SQLite files in a folder of their own.</summary>
internal sealed class SqliteStoreHost : IStoreHost
{
    private readonly TemporaryFolder _folder = new();
    private SqliteEmbeddingStore? _embeddings;

    public async Task<IDocumentStore> OpenAsync(TimeProvider time)
    {
        _embeddings ??= await SqliteEmbeddingStore.OpenAsync(new EmbeddingStoreOptions { Directory = _folder.Path });
        return await SqliteDocumentStore.OpenAsync(new DocumentStoreOptions { Directory = _folder.Path }, _embeddings, time);
    }

    public async ValueTask DisposeAsync()
    {
        if (_embeddings is not null)
        {
            await _embeddings.DisposeAsync();
        }

        _folder.Dispose();
    }
}
