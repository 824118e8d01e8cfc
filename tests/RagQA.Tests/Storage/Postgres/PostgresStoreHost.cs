using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>A PostgreSQL database of its own.</summary>
internal sealed class PostgresStoreHost(PostgresFixture postgres) : IStoreHost
{
    private PostgresConnections? _connections;
    private PostgresEmbeddingStore? _embeddings;

    public async Task<IDocumentStore> OpenAsync(TimeProvider time)
    {
        _connections ??= await PostgresConnections.OpenAsync(await postgres.CreateDatabaseAsync());
        _embeddings ??= await PostgresEmbeddingStore.OpenAsync(_connections);
        return await PostgresDocumentStore.OpenAsync(_connections, _embeddings, time);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connections is not null)
        {
            await _connections.DisposeAsync();
        }
    }
}
