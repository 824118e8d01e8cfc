using System.Security.Cryptography;
using System.Text;
using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>How partitions follow any document store: what its change log says, and what a purge leaves in it.</summary>
public abstract class ChangeLogContract : StoreContract
{
    private protected ChangeLogContract(IStoreHost host)
        : base(host)
    {
    }

    [Fact]
    public async Task ReadChanges_LiveDocument_GivesTheEncodedStringAndItsHash()
    {
        string id = await MakeCollectionAsync();
        await Store.PutDocumentAsync(id, SampleDocuments.Make("d", "One. Two.", title: "T", section: "S"), Token);
        List<PassageChange> changes = await Store.ReadAllChangesAsync(id);
        Assert.Equal(["T. S. One.", "T. S.  Two."], changes.Select(c => c.EncodedText));
        Assert.All(changes, change => Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes(change.EncodedText!)), change.EncodedHash));
        Assert.All(changes, change => Assert.Equal(("d", "T", 1L), (change.DocumentId, change.Attributes!.Title, change.Revision)));
    }

    [Fact]
    public async Task ReadChanges_WrittenToMeanwhile_IsOfTheRevisionItStates()
    {
        string id = await MakeCollectionAsync();
        string text = string.Concat(Enumerable.Range(0, 1300).Select(i => $"s{i}."));
        await Store.PutDocumentAsync(id, SampleDocuments.Make("d", text), Token);
        List<int> sizes = [];
        List<PassageChange> read = [];
        await foreach (ChangeBatch batch in Store.ReadChangesAsync(id, 0, 0, 1, Token))
        {
            Assert.Equal(1, batch.Revision);
            sizes.Add(batch.Changes.Count);
            read.AddRange(batch.Changes);
            await Store.PutDocumentAsync(id, SampleDocuments.Make("d", $"New {sizes.Count}."), Token);
        }

        Assert.Equal([500, 500, 300], sizes);
        Assert.Equal(1300, read.DistinctBy(c => c.PassageId).Count());
        List<PassageChange> next = await Store.ReadAllChangesAsync(id, from: 1);
        Assert.Equal(1300, next.Count(c => c.Removed));
        Assert.Equal("Title. New 3.", Assert.Single(next, c => !c.Removed).EncodedText);
    }

    [Fact]
    public async Task ReadChanges_AheadOfTheStore_IsAConflict()
    {
        string id = await MakeCollectionAsync();
        Assert.Equal(FailureKind.Conflict, await FailureOf(() => Store.ReadAllChangesAsync(id, from: 1)));
    }

    [Fact]
    public async Task PurgeDocument_LiveOrDeleted_ThenNotFound()
    {
        string id = await MakeCollectionAsync();
        await Store.PutDocumentAsync(id, SampleDocuments.Make("a", "One. Two."), Token);
        await Store.PutDocumentAsync(id, SampleDocuments.Make("b", "One. Two."), Token);
        await Store.DeleteDocumentAsync(id, "b", Token);
        Assert.Equal((4L, 2), ((await Store.PurgeDocumentAsync(id, "a", Token)) is var a ? (a.Revision, a.Passages) : default));
        Assert.Equal((5L, 0), ((await Store.PurgeDocumentAsync(id, "b", Token)) is var b ? (b.Revision, b.Passages) : default));
        Assert.Equal(FailureKind.NotFound, await FailureOf(() => Store.PurgeDocumentAsync(id, "a", Token)));
        Assert.Equal(2, (await Store.ReadAllChangesAsync(id, from: 2)).Count(c => c.Removed && c.Revision == 4));
    }

    [Fact]
    public async Task ReadChanges_AfterAPurge_TellsThePartitionOfTheDocumentToErase()
    {
        const int Partitions = 4;
        string id = await MakeCollectionAsync();
        await Store.PutDocumentAsync(id, SampleDocuments.Make("a", "One."), Token);
        await Store.PutDocumentAsync(id, SampleDocuments.Make("b", "Two."), Token);
        await Store.DeleteDocumentAsync(id, "a", Token);
        await Store.PurgeDocumentAsync(id, "a", Token);
        Assert.Equal([PartitionHash.PartitionOf("a", Partitions)], await ErasingAsync(from: 3));
        Assert.Equal([PartitionHash.PartitionOf("a", Partitions)], await ErasingAsync(from: 1));
        Assert.Empty(await ErasingAsync(from: 4));
        Assert.Empty(await ErasingAsync(from: 0));

        async Task<int[]> ErasingAsync(long from)
        {
            List<int> erasing = [];
            for (int partition = 0; partition < Partitions; partition++)
            {
                await foreach (ChangeBatch batch in Store.ReadChangesAsync(id, from, partition, Partitions, Token))
                {
                    erasing.AddRange(batch.Erases ? [partition] : []);
                }
            }

            return [.. erasing];
        }
    }
}
