using Microsoft.Data.Sqlite;
using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>A file that a newer program wrote: an older one would not know what it destroys.</summary>
public sealed class StoreFileVersionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SqliteDocumentStore.FileName)]
    [InlineData(SqliteEmbeddingStore.FileName)]
    [InlineData(SqliteHistoryStore.FileName)]
    public async Task Open_NewerSchema_IsRefusedAndLeftAsItWas(string name)
    {
        await OpenAndCloseAsync(name);
        Assert.True(StoreFileState.Read(_folder.Path, name).SchemaVersion > 0);
        using (SqliteConnection connection = new($"Data Source={_folder.File(name)};Pooling=False"))
        {
            connection.Open();
            connection.Execute("PRAGMA user_version = 999");
        }

        byte[] before = await File.ReadAllBytesAsync(_folder.File(name), Token);
        RagQAException refusal = await Assert.ThrowsAsync<RagQAException>(() => OpenAndCloseAsync(name));
        Assert.Equal(FailureKind.Invalid, refusal.Kind);
        Assert.Contains("newer RagQA (schema 999", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(refusal.Message, Assert.Throws<RagQAException>(() => StoreFileState.Read(_folder.Path, name)).Message);
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.File(name), Token));
    }

    private async Task OpenAndCloseAsync(string name)
    {
        await using SqliteEmbeddingStore? embeddings = name == SqliteHistoryStore.FileName ? null : await SqliteEmbeddingStore.OpenAsync(new EmbeddingStoreOptions { Directory = _folder.Path }, Token);
        await using IAsyncDisposable? other = name switch
        {
            SqliteDocumentStore.FileName => await SqliteDocumentStore.OpenAsync(new DocumentStoreOptions { Directory = _folder.Path }, embeddings!, cancellationToken: Token),
            SqliteHistoryStore.FileName => await SqliteHistoryStore.OpenAsync(new HistoryStoreOptions { Directory = _folder.Path }, cancellationToken: Token),
            _ => null,
        };
    }
}
