using Microsoft.Data.Sqlite;
using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>The contract on SQLite, and what only a file can show.</summary>
public sealed class SqliteEmbeddingStoreTests : EmbeddingStoreContract
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task GetMany_VectorCutByHand_CountsAsMissing()
    {
        await _store.PutManyAsync(First, [Item(1, 1f, 2f), Item(2, 1f, 2f)], Token);
        await _store.DisposeAsync();
        using (SqliteConnection connection = new($"Data Source={_folder.File(SqliteEmbeddingStore.FileName)};Pooling=False"))
        {
            connection.Open();
            connection.Execute("UPDATE embeddings SET vector = substr(vector, 1, 4) WHERE encoded_hash = $hash", ("$hash", Key(1)));
        }

        _store = await OpenAsync();
        Assert.Equal([null, Vectors.ToBytes([1f, 2f])], await _store.GetManyAsync(First, [Key(1), Key(2)], Token));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected override async Task<IEmbeddingStore> OpenAsync() => await SqliteEmbeddingStore.OpenAsync(new EmbeddingStoreOptions { Directory = _folder.Path }, Token);
}
