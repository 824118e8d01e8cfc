using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>What every store of generations does.</summary>
public abstract class GenerationStoreContract : StoreContract
{
    private static readonly string First = new('a', 64);
    private static readonly string Second = new('b', 64);
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(4);

    private protected GenerationStoreContract(IStoreHost host)
        : base(host)
    {
    }

    private static Generation Wanted => new() { Encoder = Second, Partitions = 7, Gold = "/gold.json", User = "nurse" };

    [Fact]
    public async Task CreateCollection_New_HasOneActiveGenerationOfTheDefaultEncoder()
    {
        string id = await MakeCollectionAsync();
        Generation only = Assert.Single(await Store.ListGenerationsAsync(id, Token));
        Assert.Equivalent(new Generation { Number = 1, Encoder = "", Partitions = 4, State = GenerationState.Active, CreatedAt = Time.GetUtcNow() }, only, strict: true);
        Assert.Equal("", (await Store.GetCollectionAsync("c", Token))!.Encoder);
        Assert.Equal(FailureKind.NotFound, await FailureOf(() => Store.ListGenerationsAsync("none", Token)));
    }

    [Fact]
    public async Task ListAllGenerations_OfTwoCollections_AreThoseOfEach()
    {
        string id = await MakeCollectionAsync();
        string other = await MakeCollectionAsync(name: "other");
        await Store.StartGenerationAsync(other, Wanted, First, Token);
        ILookup<string, Generation> all = (await Store.ListAllGenerationsAsync(Token)).ToLookup(g => g.CollectionId, g => g.Generation);
        Assert.Equal(2, all.Count);
        Assert.Equivalent(await Store.ListGenerationsAsync(id, Token), all[id], strict: true);
        Assert.Equivalent(await Store.ListGenerationsAsync(other, Token), all[other], strict: true);
    }

    [Fact]
    public async Task StartGeneration_FirstOne_NamesTheDefaultEncoderAndChangesNothingElse()
    {
        string id = await MakeCollectionAsync();
        Generation started = await Store.StartGenerationAsync(id, Wanted, First, Token);
        await ReopenAsync();
        Assert.Equivalent(Wanted with { Number = 2, CreatedAt = Time.GetUtcNow() }, started, strict: true);
        Assert.Equivalent(started, (await Store.ListGenerationsAsync(id, Token))[1], strict: true);
        CollectionDescription collection = (await Store.GetCollectionAsync("c", Token))!;
        Assert.Equal((First, 1, 4, 0L), (collection.Encoder, collection.Generation, collection.Partitions, collection.Revision));
    }

    [Fact]
    public async Task StartGeneration_WhileOneIsBuilt_GoesOnWithTheSameAndRefusesAnother()
    {
        string id = await MakeCollectionAsync();
        Assert.Equal(2, (await Store.StartGenerationAsync(id, Wanted, First, Token)).Number);
        Assert.Equal(2, (await Store.StartGenerationAsync(id, Wanted, First, Token)).Number);
        Assert.Equal(FailureKind.Conflict, await FailureOf(() => Store.StartGenerationAsync(id, Wanted with { Partitions = 8 }, First, Token)));
        Assert.Equal(FailureKind.Invalid, await FailureOf(() => Store.StartGenerationAsync(id, Wanted with { Partitions = 0 }, First, Token)));
    }

    [Fact]
    public async Task ActivateGeneration_ReadyOne_ChangesAllOfTheCollectionAtOnceAndBack()
    {
        string id = await MakeCollectionAsync();
        await Store.StartGenerationAsync(id, Wanted, First, Token);
        Assert.Equal(FailureKind.Conflict, await FailureOf(() => Store.ActivateGenerationAsync(id, 2, Token)));
        GenerationComparison comparison = new() { With = 1, Questions = "history", Asked = 3, Overlap = 0.5 };
        Assert.Equal(comparison, (await Store.CompleteGenerationAsync(id, 2, comparison, Token)).Comparison);
        Assert.Equal(FailureKind.Conflict, await FailureOf(() => Store.CompleteGenerationAsync(id, 2, null, Token)));

        CollectionDescription there = await Store.ActivateGenerationAsync(id, 2, Token);
        Assert.Equal((Second, 2, 7, 1L), (there.Encoder, there.Generation, there.Partitions, there.Revision));
        Assert.Equivalent(there, await Store.GetCollectionByIdAsync(id, Token), strict: true);
        Assert.Equal(1, (await Store.ActivateGenerationAsync(id, 2, Token)).Revision);
        Assert.Equal("Ready Active", await StatesAsync(id));

        Time.Advance(TimeSpan.FromMinutes(1));
        CollectionDescription back = await Store.ActivateGenerationAsync(id, 1, Token);
        Assert.Equal((First, 1, 4, 2L), (back.Encoder, back.Generation, back.Partitions, back.Revision));
        Generation left = (await Store.ListGenerationsAsync(id, Token))[1];
        Assert.Equal((Time.GetUtcNow(), comparison), (left.LeftAt, left.Comparison));
    }

    [Fact]
    public async Task ActivateGeneration_OfNoPassages_LeavesTheChangeLogReadable()
    {
        string id = await MakeCollectionAsync();
        await Store.PutDocumentAsync(id, SampleDocuments.Make("d", "One. Two."), Token);
        await Store.StartGenerationAsync(id, Wanted, First, Token);
        await Store.CompleteGenerationAsync(id, 2, null, Token);
        await Store.ActivateGenerationAsync(id, 2, Token);

        List<ChangeBatch> batches = [];
        await foreach (ChangeBatch batch in Store.ReadChangesAsync(id, 1, 0, 1, Token))
        {
            batches.Add(batch);
        }

        Assert.Equal((2L, true), (batches[^1].Revision, batches[^1].IsLast));
        Assert.All(batches, batch => Assert.Empty(batch.Changes));
    }

    [Fact]
    public async Task RetireGeneration_ActiveOrJustLeft_IsRefusedUntilQuestionsBeforeTheSwitchHaveEnded()
    {
        string id = await MakeCollectionAsync();
        await Store.StartGenerationAsync(id, Wanted, First, Token);
        await Store.CompleteGenerationAsync(id, 2, null, Token);
        Assert.Equal(FailureKind.Conflict, await FailureOf(() => Store.RetireGenerationAsync(id, 1, Grace, Token)));
        await Store.ActivateGenerationAsync(id, 2, Token);
        Time.Advance(Grace - TimeSpan.FromSeconds(1));
        Assert.Equal(FailureKind.Conflict, await FailureOf(() => Store.RetireGenerationAsync(id, 1, Grace, Token)));
        Time.Advance(TimeSpan.FromSeconds(1));
        await Store.RetireGenerationAsync(id, 1, Grace, Token);
        await Store.RetireGenerationAsync(id, 1, Grace, Token);
        Assert.Equal("Retired Active", await StatesAsync(id));
        Assert.Equal(FailureKind.Conflict, await FailureOf(() => Store.ActivateGenerationAsync(id, 1, Token)));
        Assert.Equal(FailureKind.NotFound, await FailureOf(() => Store.RetireGenerationAsync(id, 3, Grace, Token)));
    }

    [Fact]
    public async Task RetireGeneration_BeingBuilt_MakesWayForAnotherWithTheNextNumber()
    {
        string id = await MakeCollectionAsync();
        await Store.StartGenerationAsync(id, Wanted, First, Token);
        await Store.RetireGenerationAsync(id, 2, Grace, Token);
        Assert.Equal(3, (await Store.StartGenerationAsync(id, Wanted with { Partitions = 8 }, First, Token)).Number);
        Assert.Equal("Active Retired Building", await StatesAsync(id));
        await Store.DeleteCollectionAsync("c", Token);
        Assert.Equal(FailureKind.NotFound, await FailureOf(() => Store.ListGenerationsAsync(id, Token)));
    }

    private async Task<string> StatesAsync(string id) => string.Join(' ', (await Store.ListGenerationsAsync(id, Token)).Select(generation => generation.State));
}
