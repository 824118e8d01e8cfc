using RagQA.Index;
using RagQA.Storage;

namespace RagQA.Tests.Storage.Faults;

/// <summary>
/// A short history of a store and a partition index in one directory, with a ledger of what was acknowledged. Any step may fail;
/// then the document may be as before or as the step meant it, and nothing else.
/// </summary>
internal sealed class FaultedHistory(string directory)
{
    private const int Dimension = 8;
    private static readonly string Encoder = new('e', 64);
    private static readonly PartitionIndexOptions IndexOptions = new() { DenseKind = DenseKind.Flat };

    private readonly Dictionary<string, HashSet<string?>> _permitted = [];

    /// <summary>Steps that failed.</summary>
    public int Failures { get; private set; }

    /// <summary>Runs the whole history; a step that fails is passed over.</summary>
    /// <param name="isOver">True when nothing that happens from now on counts, as after a power cut.</param>
    public async Task RunAsync(Func<bool> isOver)
    {
        SqliteEmbeddingStore? embeddings = null;
        SqliteDocumentStore? store = null;
        try
        {
            await TryAsync(async () => embeddings = await SqliteEmbeddingStore.OpenAsync(new EmbeddingStoreOptions { Directory = directory }));
            if (embeddings is not null)
            {
                await TryAsync(async () => store = await SqliteDocumentStore.OpenAsync(new DocumentStoreOptions { Directory = directory, CheckpointPages = 12 }, embeddings));
            }

            if (store is not null)
            {
                await RunAsync(store, embeddings!, isOver);
            }
        }
        finally
        {
            if (store is not null)
            {
                await store.DisposeAsync();
            }

            if (embeddings is not null)
            {
                await embeddings.DisposeAsync();
            }
        }
    }

    /// <summary>Opens what is there and compares it with the ledger; then everything works again.</summary>
    public async Task CheckAsync(string where)
    {
        await using SqliteEmbeddingStore embeddings = await SqliteEmbeddingStore.OpenAsync(new EmbeddingStoreOptions { Directory = where });
        await using SqliteDocumentStore store = await SqliteDocumentStore.OpenAsync(new DocumentStoreOptions { Directory = where }, embeddings);
        Assert.Empty((await store.VerifyAsync(repair: false)).Findings);
        string? id = (await store.GetCollectionAsync("c"))?.Id;
        foreach ((string document, HashSet<string?> permitted) in _permitted)
        {
            string? text = id is null ? null : (await store.GetDocumentAsync(id, document))?.Text;
            Assert.Contains(text, permitted);
        }

        if (id is not null)
        {
            Assert.Equal((await store.ReadAllChangesAsync(id)).Count, (await store.GetCollectionAsync("c"))!.Passages);
            CheckIndex(where, await store.GetRevisionAsync(id));
        }

        // Every vector is the one that went in, or none.
        byte[][] keys = await embeddings.ListKeysAsync(null, 1000);
        byte[]?[] vectors = await embeddings.GetManyAsync(Encoder, keys);
        Assert.All(keys.Zip(vectors), pair => Assert.True(pair.Second is null || pair.Second.AsSpan().SequenceEqual(VectorOf(pair.First))));
        Assert.Equal(DocumentState.Added, (await store.PutDocumentAsync((await store.CreateCollectionAsync("after", new CollectionInput())).Id, SampleDocuments.Make("after", "After."))).State);
    }

    private async Task RunAsync(SqliteDocumentStore store, SqliteEmbeddingStore embeddings, Func<bool> isOver)
    {
        string? id = null;
        await TryAsync(async () => id = (await store.CreateCollectionAsync("c", new CollectionInput())).Id);
        if (id is null)
        {
            return;
        }

        for (int round = 0; round < 3; round++)
        {
            for (int document = 0; document < 4; document++)
            {
                string text = $"Document {document} of round {round}. {new string('x', 700 * document)}.";
                await ChangeAsync($"d{document}", text, isOver, () => store.PutDocumentAsync(id, SampleDocuments.Make($"d{document}", text)));
            }

            await TryAsync(async () => await embeddings.PutManyAsync(Encoder, [.. (await store.ReadAllChangesAsync(id)).Select(c => new EmbeddingItem(c.EncodedHash!, VectorOf(c.EncodedHash!)))]));
            await ChangeAsync("d0", null, isOver, () => store.DeleteDocumentAsync(id, "d0"));
            await TryAsync(() => SaveIndexAsync(store, id));
            await ChangeAsync("d1", null, isOver, () => store.PurgeDocumentAsync(id, "d1"));
        }
    }

    private async Task ChangeAsync(string document, string? text, Func<bool> isOver, Func<Task> change)
    {
        HashSet<string?> permitted = _permitted.TryGetValue(document, out HashSet<string?>? known) ? known : _permitted[document] = [null];
        permitted.Add(text);
        bool isDone = await TryAsync(change);

        // Acknowledged while the power was on: from now on it is this and nothing else.
        if (isDone && !isOver())
        {
            permitted.Clear();
            permitted.Add(text);
        }
    }

    private async Task<bool> TryAsync(Func<Task> step)
    {
        try
        {
            await step();
            return true;
        }
        catch (Exception e) when (e is RagQAException or IOException)
        {
            Failures++;
            return false;
        }
    }

    private async Task SaveIndexAsync(SqliteDocumentStore store, string id)
    {
        List<PassageChange> changes = await store.ReadAllChangesAsync(id);
        using PartitionIndex index = new(Dimension, Encoder, options: IndexOptions);
        index.Apply(
            [.. changes.Select(c => new PartitionEntry { Id = c.PassageId, DocumentId = c.DocumentId!, Attributes = c.Attributes!, EncodedText = c.EncodedText!, Embedding = Vectors.ToFloats(VectorOf(c.EncodedHash!)).ToArray() })],
            [],
            await store.GetRevisionAsync(id));
        index.Save(Path.Combine(directory, "index"));
    }

    // One of the saved states as a whole, or a refusal, upon which it is rebuilt.
    private static void CheckIndex(string where, long revision)
    {
        try
        {
            using PartitionIndex index = PartitionIndex.Load(Path.Combine(where, "index"), Encoder, IndexOptions);
            Assert.InRange(index.Revision, 1, revision);
        }
        catch (IndexFileException e)
        {
            Assert.NotEqual(IndexFileFault.Inconsistent, e.Fault);
        }
    }

    private static byte[] VectorOf(byte[] key) => [.. key.Take(Dimension * sizeof(float)).Select(b => (byte)(b & 0x3F))];
}
