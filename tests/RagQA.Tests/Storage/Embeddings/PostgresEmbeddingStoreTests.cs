using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>The contract on PostgreSQL, and a row that was changed by hand.</summary>
public sealed class PostgresEmbeddingStoreTests(PostgresFixture postgres) : EmbeddingStoreContract
{
    private PostgresOptions _options = null!;
    private PostgresConnections? _connections;

    [Fact]
    public async Task GetMany_VectorChangedByHand_CountsAsMissing()
    {
        await _store.PutManyAsync(First, [Item(1, 1f, 2f)], Token);
        await PostgresFixture.ExecuteAsync(_options.ConnectionString, "UPDATE embeddings SET vector = set_byte(vector, 0, 7)");
        Assert.Equal([null], await _store.GetManyAsync(First, [Key(1)], Token));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _connections!.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected override async Task<IEmbeddingStore> OpenAsync()
    {
        _options ??= await postgres.CreateDatabaseAsync();
        _connections ??= await PostgresConnections.OpenAsync(_options, Token);
        return await PostgresEmbeddingStore.OpenAsync(_connections, Token);
    }
}
