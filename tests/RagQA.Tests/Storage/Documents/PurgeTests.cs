using System.Text;
using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>What is purged is in no file any more, neither words nor embeddings.</summary>
public sealed class PurgeTests : IDisposable
{
    private const int Documents = 30;
    private static readonly string Encoder = new('a', 64);
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task PurgeDocument_AmongOthers_LeavesNoByteInAnyFile(int seed)
    {
        // 1. Many documents of many sizes, replaced now and then, so that pages split, merge and overflow.
        Random random = new(seed);
        await using SqliteEmbeddingStore embeddings = await SqliteEmbeddingStore.OpenAsync(new EmbeddingStoreOptions { Directory = _folder.Path }, Token);
        await using SqliteDocumentStore store = await SqliteDocumentStore.OpenAsync(new DocumentStoreOptions { Directory = _folder.Path }, embeddings, cancellationToken: Token);
        string collection = (await store.CreateCollectionAsync("c", new CollectionInput(), Token)).Id;
        for (int i = 0; i < Documents * 3; i++)
        {
            int document = random.Next(Documents);
            string text = string.Concat(Enumerable.Range(0, 1 << random.Next(11)).Select(n => $" {Marker(document)} {random.Next()} {n}."));
            await store.PutDocumentAsync(collection, SampleDocuments.Make($"{document}", text, title: $"Title {Marker(document)}", section: $"Section {Marker(document)}"), Token);
        }

        IEnumerable<EmbeddingItem> items = (await store.ReadAllChangesAsync(collection))
            .Select(change => new EmbeddingItem(change.EncodedHash!, Vectors.ToBytes([.. Enumerable.Repeat(Number(int.Parse(change.DocumentId!)), 384)])));
        foreach (EmbeddingItem[] chunk in items.Chunk(7))
        {
            await embeddings.PutManyAsync(Encoder, chunk, Token);
        }

        // 2. Half of them go, some of them deleted before.
        DocumentDescription[] live = await store.ListDocumentsAsync(collection, null, Documents, Token);
        DocumentDescription[] purged = [.. live.Where((_, i) => i % 2 == 0)];
        foreach (DocumentDescription document in purged)
        {
            Assert.True(Remains(Encoding.UTF8.GetBytes(Marker(int.Parse(document.Id)))));
            if (random.Next(2) == 0)
            {
                await store.DeleteDocumentAsync(collection, document.Id, Token);
            }

            await store.PurgeDocumentAsync(collection, document.Id, Token);
        }

        // 3. While the store is still open, nothing of them remains; of the others everything does.
        foreach (DocumentDescription document in live)
        {
            int number = int.Parse(document.Id);
            bool expected = !purged.Contains(document);
            Assert.Equal(expected, Remains(Encoding.UTF8.GetBytes(Marker(number))));
            Assert.Equal(expected, Remains(Vectors.ToBytes([Number(number), Number(number)])));
        }

        Assert.Equal((await store.GetCollectionAsync("c", Token))!.Passages, await embeddings.CountAsync(Encoder, Token));
        await store.DeleteCollectionAsync("c", Token);
        Assert.All(live, document => Assert.False(Remains(Encoding.UTF8.GetBytes(Marker(int.Parse(document.Id))))));
        Assert.Equal(0, await embeddings.CountAsync(Encoder, Token));
    }

    [Fact]
    public async Task PurgeDocument_SharedPassage_KeepsTheEmbeddingThatIsStillNeeded()
    {
        MemoryEmbeddingStore embeddings = new();
        await using SqliteDocumentStore store = await SqliteDocumentStore.OpenAsync(new DocumentStoreOptions { Directory = _folder.Path }, embeddings, cancellationToken: Token);
        string collection = (await store.CreateCollectionAsync("c", new CollectionInput(), Token)).Id;
        await store.PutDocumentAsync(collection, SampleDocuments.Make("a", "Shared.Own."), Token);
        await store.PutDocumentAsync(collection, SampleDocuments.Make("b", "Shared."), Token);
        List<PassageChange> changes = await store.ReadAllChangesAsync(collection);
        await embeddings.PutManyAsync(Encoder, [.. changes.Select(c => new EmbeddingItem(c.EncodedHash!, [1, 2, 3, 4]))], Token);
        await store.PurgeDocumentAsync(collection, "a", Token);
        Assert.Equal([true, false], (await embeddings.GetManyAsync(Encoder, [changes[0].EncodedHash!, changes[1].EncodedHash!], Token)).Select(v => v is not null));
    }

    [Fact]
    public async Task PurgeDocument_EmbeddingStoreDown_IsMadeUpForAtTheNextStart()
    {
        MemoryEmbeddingStore embeddings = new() { FailsToDelete = true };
        await using (SqliteDocumentStore store = await SqliteDocumentStore.OpenAsync(new DocumentStoreOptions { Directory = _folder.Path }, embeddings, cancellationToken: Token))
        {
            string collection = (await store.CreateCollectionAsync("c", new CollectionInput(), Token)).Id;
            await store.PutDocumentAsync(collection, SampleDocuments.Make("a", "Own."), Token);
            await embeddings.PutManyAsync(Encoder, [new EmbeddingItem((await store.ReadAllChangesAsync(collection))[0].EncodedHash!, [1, 2, 3, 4])], Token);
            await Assert.ThrowsAsync<RagQAException>(() => store.PurgeDocumentAsync(collection, "a", Token));
        }

        embeddings.FailsToDelete = false;
        await using SqliteDocumentStore reopened = await SqliteDocumentStore.OpenAsync(new DocumentStoreOptions { Directory = _folder.Path }, embeddings, cancellationToken: Token);
        Assert.Equal(0, await embeddings.CountAsync(Encoder, Token));
    }

    private static string Marker(int document) => $"marker{document}x";

    private static float Number(int document) => 1.0e-3f + (document * 1.7e-5f);

    private bool Remains(byte[] bytes) => Directory.EnumerateFiles(_folder.Path).Any(path =>
    {
        // Opened for sharing, and read whole: SQLite has these files open.
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] content = new byte[file.Length];
        file.ReadExactly(content);
        return content.AsSpan().IndexOf(bytes) >= 0;
    });
}
