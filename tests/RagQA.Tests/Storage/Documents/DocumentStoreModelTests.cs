using CsCheck;
using Microsoft.Extensions.Time.Testing;
using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>
/// Random histories against a dictionary, and against partitions that follow the change log now and then: whatever
/// happened, they hold the live passages and no others.
/// </summary>
public sealed class DocumentStoreModelTests
{
    private static readonly int[] PartitionCounts = [1, 3, 8];

    private static readonly Gen<Step> Steps = Gen.Frequency(
        (8, Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3], (document, variant) => new Step(Action.Put, document, variant))),
        (3, Gen.Int[0, 5].Select(document => new Step(Action.Delete, document, 0))),
        (2, Gen.Int[0, 5].Select(document => new Step(Action.Purge, document, 0))),
        (3, Gen.Int[0, 2].Select(followers => new Step(Action.Follow, followers, 0))),
        (1, Gen.Const(new Step(Action.Reopen, 0, 0))));

    [Fact]
    public Task AnyHistory_ReadBack_IsTheModelForEveryPartitioning() => Steps.Array[1, 40].SampleAsync(RunAsync, iter: 25, threads: 1);

    private static async Task RunAsync(Step[] steps)
    {
        await using SqliteStoreHost host = new();
        FakeTimeProvider time = new();
        IDocumentStore store = await host.OpenAsync(time);
        string collection = (await store.CreateCollectionAsync("c", new CollectionInput())).Id;
        Follower[] followers = [.. PartitionCounts.SelectMany(count => Enumerable.Range(0, count).Select(partition => new Follower(partition, count)))];
        Dictionary<string, string> model = [];
        long revision = 0;
        foreach (Step step in steps)
        {
            string id = $"document {step.Document}";
            switch (step.Action)
            {
                case Action.Put:
                    string text = TextOf(step.Document, step.Variant);
                    DocumentState expected = !model.TryGetValue(id, out string? old) ? DocumentState.Added : old == text ? DocumentState.Unchanged : DocumentState.Updated;
                    revision += expected == DocumentState.Unchanged ? 0 : 1;
                    model[id] = text;
                    Assert.Equal(expected, (await store.PutDocumentAsync(collection, SampleDocuments.Make(id, text))).State);
                    break;
                case Action.Delete when model.Remove(id):
                    Assert.Equal(++revision, (await store.DeleteDocumentAsync(collection, id)).Revision);
                    break;
                case Action.Delete:
                    await Assert.ThrowsAsync<RagQAException>(() => store.DeleteDocumentAsync(collection, id));
                    break;
                case Action.Purge when model.Remove(id):
                    Assert.Equal(++revision, (await store.PurgeDocumentAsync(collection, id)).Revision);
                    break;
                case Action.Purge:
                    // An earlier version may or may not be left to purge; either way no document is live.
                    revision += await Record.ExceptionAsync(() => store.PurgeDocumentAsync(collection, id)) is null ? 1 : 0;
                    break;
                case Action.Follow:
                    await Task.WhenAll(followers.Where(f => f.Partitions == PartitionCounts[step.Document]).Select(f => f.FollowAsync(store, collection)));
                    break;
                case Action.Reopen:
                    await store.DisposeAsync();
                    store = await host.OpenAsync(time);
                    break;
            }

            Assert.Equal(revision, await store.GetRevisionAsync(collection));
        }

        await CheckAsync(store, collection, model, followers, revision);
        await store.DisposeAsync();
    }

    private static async Task CheckAsync(IDocumentStore store, string collection, Dictionary<string, string> model, Follower[] followers, long revision)
    {
        string[] live = [.. model.SelectMany(d => SampleDocuments.Make(d.Key, d.Value).Passages.Select(p => $"{d.Key}: Title. {d.Value[p.Range.Start..p.Range.End]}")).Order(StringComparer.Ordinal)];
        CollectionDescription description = (await store.GetCollectionByIdAsync(collection))!;
        Assert.Equal((revision, model.Count, live.Length), (description.Revision, description.Documents, description.Passages));
        Assert.Equal(model.Keys.Order(StringComparer.Ordinal), (await store.ListDocumentsAsync(collection, null, 100)).Select(d => d.Id));
        foreach ((string id, string text) in model)
        {
            Assert.Equal(text, (await store.GetDocumentAsync(collection, id))!.Text);
        }

        foreach (int count in PartitionCounts)
        {
            List<KeyValuePair<long, string>> followed = [];
            List<KeyValuePair<long, string>> rebuilt = [];
            foreach (Follower follower in followers.Where(f => f.Partitions == count))
            {
                await follower.FollowAsync(store, collection);
                Follower fresh = new(follower.Partition, count);
                await fresh.FollowAsync(store, collection);
                Assert.Equal(fresh.Passages, follower.Passages);
                Assert.Equal(revision, follower.Revision);
                followed.AddRange(follower.Passages);
                rebuilt.AddRange(fresh.Passages);
            }

            Assert.Equal(live, followed.Select(p => p.Value).Order(StringComparer.Ordinal));
            Assert.Equal(followed.Count, followed.DistinctBy(p => p.Key).Count());
            StoredPassage[] read = await store.ReadPassagesAsync(collection, [.. rebuilt.Select(p => p.Key)]);
            Assert.Equal(rebuilt.Select(p => p.Value), read.Select(p => $"{p.DocumentId}: Title. {p.Text}"));
        }
    }

    // Variants share sentences with one another and with other documents, and one is empty of passages.
    private static string TextOf(int document, int variant) => variant == 3 ? "" : string.Concat(Enumerable.Range(0, (document * 2) + variant + 1).Select(i => $"Sentence {i * (variant + 1)}."));

    private enum Action
    {
        Put,
        Delete,
        Purge,
        Follow,
        Reopen,
    }

    private sealed record Step(Action Action, int Document, int Variant);

    /// <summary>What a partition does: applies the changes since the revision it knows.</summary>
    private sealed class Follower(int partition, int partitions)
    {
        public int Partition => partition;

        public int Partitions => partitions;

        public long Revision { get; private set; }

        public SortedDictionary<long, string> Passages { get; } = [];

        public async Task FollowAsync(IDocumentStore store, string collection)
        {
            await foreach (ChangeBatch batch in store.ReadChangesAsync(collection, Revision, partition, partitions))
            {
                foreach (PassageChange change in batch.Changes)
                {
                    if (change.Removed)
                    {
                        Assert.True(Passages.Remove(change.PassageId), "Only what is held can leave.");
                    }
                    else
                    {
                        Assert.Equal(partition, PartitionHash.PartitionOf(change.DocumentId, partitions));
                        Passages.Add(change.PassageId, $"{change.DocumentId}: {change.EncodedText}");
                    }
                }

                if (batch.IsLast)
                {
                    Revision = batch.Revision;
                }
            }
        }
    }
}
