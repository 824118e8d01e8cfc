using RagQA.Storage;

namespace RagQA.Tests.Storage;

public sealed class DataBackupTests : IAsyncLifetime
{
    private static readonly string Encoder = new('a', 64);
    private readonly TemporaryFolder _folder = new();
    private SqliteEmbeddingStore _embeddings = null!;
    private SqliteDocumentStore _store = null!;
    private SqliteHistoryStore _history = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Data => _folder.File("data");

    private string Backup => _folder.File("backup");

    private string Restored => _folder.File("restored");

    public async ValueTask InitializeAsync()
    {
        _embeddings = await SqliteEmbeddingStore.OpenAsync(new EmbeddingStoreOptions { Directory = Data }, Token);
        _store = await SqliteDocumentStore.OpenAsync(new DocumentStoreOptions { Directory = Data }, _embeddings, cancellationToken: Token);
        _history = await SqliteHistoryStore.OpenAsync(new HistoryStoreOptions { Directory = Data }, cancellationToken: Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _history.DisposeAsync();
        await _store.DisposeAsync();
        await _embeddings.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Write_WhileDocumentsGoIn_RestoresOneStateWithAllThatWasAcknowledgedBefore()
    {
        string collection = (await _store.CreateCollectionAsync("c", new CollectionInput(), Token)).Id;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        long acknowledged = 0;
        Task writing = Task.Run(
            async () =>
            {
                for (int i = 0; !stop.IsCancellationRequested; i++)
                {
                    DocumentReceipt receipt = await _store.PutDocumentAsync(collection, SampleDocuments.Make($"d{i}", $"One {i}. Two {i}."), Token);
                    Volatile.Write(ref acknowledged, receipt.Revision);
                    if (i == 50)
                    {
                        begun.SetResult();
                    }
                }
            },
            Token);
        await begun.Task;
        long before = Volatile.Read(ref acknowledged);
        BackupReport report = await DataBackup.WriteAsync(_store, _history, _embeddings, Data, Backup, TimeProvider.System, Token);
        await stop.CancelAsync();
        await writing;
        Assert.True(report.Embeddings);

        await DataRestore.RunAsync(Backup, Restored, Token);
        await using SqliteEmbeddingStore embeddings = await SqliteEmbeddingStore.OpenAsync(new EmbeddingStoreOptions { Directory = Restored }, Token);
        await using SqliteDocumentStore store = await SqliteDocumentStore.OpenAsync(new DocumentStoreOptions { Directory = Restored }, embeddings, cancellationToken: Token);
        CollectionDescription restored = (await store.GetCollectionAsync("c", Token))!;
        Assert.InRange(restored.Revision, before, long.MaxValue);
        Assert.Equal((restored.Revision, 2 * restored.Revision), (restored.Documents, restored.Passages));
        Assert.Empty((await store.VerifyAsync(repair: false, Token)).Findings);

        // Ids go on where they were, so that nothing is ever mistaken for something else.
        Assert.Equal(restored.Revision + 1, (await store.PutDocumentAsync(restored.Id, SampleDocuments.Make("after", "After."), Token)).Revision);
        Assert.DoesNotContain(await store.ReadAllChangesAsync(restored.Id), c => c.DocumentId == "after" && c.PassageId <= restored.Passages);
    }

    [Fact]
    public async Task Write_History_IsRestored()
    {
        await _history.KeepAsync("ann", keep: false, Token);
        await DataBackup.WriteAsync(_store, _history, null, Data, Backup, TimeProvider.System, Token);
        await DataRestore.RunAsync(Backup, Restored, Token);
        await using SqliteHistoryStore history = await SqliteHistoryStore.OpenAsync(new HistoryStoreOptions { Directory = Restored }, cancellationToken: Token);
        Assert.False(await history.IsKeptAsync("ann", Token));
        Assert.True(await history.IsKeptAsync("bob", Token));
    }

    [Fact]
    public async Task Write_WithoutEmbeddings_RestoresAnEmptyEmbeddingStore()
    {
        await _store.CreateCollectionAsync("c", new CollectionInput(), Token);
        await _embeddings.PutManyAsync(Encoder, [new EmbeddingItem(new byte[32], [1, 2, 3, 4])], Token);
        await DataBackup.WriteAsync(_store, _history, null, Data, Backup, TimeProvider.System, Token);
        await DataRestore.RunAsync(Backup, Restored, Token);
        await using SqliteEmbeddingStore embeddings = await SqliteEmbeddingStore.OpenAsync(new EmbeddingStoreOptions { Directory = Restored }, Token);
        Assert.Equal(0, await embeddings.CountAsync(Encoder, Token));
    }

    [Fact]
    public async Task Write_DirectoryNotEmptyOrInsideTheData_IsRefused()
    {
        Directory.CreateDirectory(Backup);
        await File.WriteAllTextAsync(Path.Combine(Backup, "theirs.txt"), "mine", Token);
        Assert.Equal(FailureKind.Conflict, (await Assert.ThrowsAsync<RagQAException>(() => DataBackup.WriteAsync(_store, _history, null, Data, Backup, TimeProvider.System, Token))).Kind);
        Assert.True(File.Exists(Path.Combine(Backup, "theirs.txt")));
        Assert.Equal(FailureKind.Invalid, (await Assert.ThrowsAsync<RagQAException>(() => DataBackup.WriteAsync(_store, _history, null, Data, Path.Combine(Data, "backup"), TimeProvider.System, Token))).Kind);
    }

    [Fact]
    public async Task Write_Cancelled_LeavesNothingThatCouldBeTakenForABackup()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DataBackup.WriteAsync(_store, _history, _embeddings, Data, Backup, TimeProvider.System, new CancellationToken(canceled: true)));
        Assert.False(Directory.Exists(Backup));
        Assert.Equal(FailureKind.NotFound, (await Assert.ThrowsAsync<RagQAException>(() => DataRestore.RunAsync(Backup, Restored, Token))).Kind);
    }

    [Fact]
    public async Task Run_DataDirectoryNotEmpty_IsRefused()
    {
        await DataBackup.WriteAsync(_store, _history, _embeddings, Data, Backup, TimeProvider.System, Token);
        Assert.Equal(FailureKind.Conflict, (await Assert.ThrowsAsync<RagQAException>(() => DataRestore.RunAsync(Backup, Data, Token))).Kind);
    }

    [Theory]
    [InlineData("documents.db")]
    [InlineData("embeddings.db")]
    [InlineData("history.db")]
    [InlineData("backup.json")]
    public async Task Run_FlippedByte_IsRefusedAndLeavesNothing(string name)
    {
        await _store.CreateCollectionAsync("c", new CollectionInput(), Token);
        await DataBackup.WriteAsync(_store, _history, _embeddings, Data, Backup, TimeProvider.System, Token);
        byte[] bytes = await File.ReadAllBytesAsync(Path.Combine(Backup, name), Token);
        bytes[bytes.Length / 2] ^= 0x10;
        await File.WriteAllBytesAsync(Path.Combine(Backup, name), bytes, Token);
        await Assert.ThrowsAsync<RagQAException>(() => DataRestore.RunAsync(Backup, Restored, Token));
        Assert.DoesNotContain(Directory.Exists(Restored) ? Directory.GetFiles(Restored) : [], f => Path.GetFileName(f) != DataDirectoryLock.FileName);
    }
}
