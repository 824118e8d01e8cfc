using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>What every store of jobs does.</summary>
public abstract class JobStoreContract : StoreContract
{
    private protected JobStoreContract(IStoreHost host)
        : base(host)
    {
    }

    private static IngestionJob NewJob(string collection = "abc") => new()
    {
        Id = Guid.NewGuid(),
        CollectionId = collection,
        Collection = "c",
        Paths = ["/in/a", "/in/b"],
        User = "nurse",
    };

    [Fact]
    public async Task CreateJob_New_SurvivesReopening()
    {
        IngestionJob job = NewJob();
        await Store.CreateJobAsync(job, Token);
        await ReopenAsync();
        IngestionJob read = (await Store.GetJobAsync(job.Id, Token))!;
        Assert.Equivalent(job with { CreatedAt = Time.GetUtcNow(), UpdatedAt = Time.GetUtcNow() }, read, strict: true);
        Assert.Equal(FailureKind.Conflict, await FailureOf(() => Store.CreateJobAsync(job, Token)));
        Assert.Null(await Store.GetJobAsync(Guid.NewGuid(), Token));
    }

    [Fact]
    public async Task UpdateJob_Progress_ChangesProgressOnly()
    {
        IngestionJob job = await Store.CreateJobAsync(NewJob(), Token);
        Time.Advance(TimeSpan.FromMinutes(1));
        IngestionJob progress = job with { Paths = [], State = IngestionState.Failed, Documents = 5, Done = 3, Unchanged = 1, Failed = 2, Passages = 40, Revision = 7, Reason = "disk full" };
        IngestionJob updated = await Store.UpdateJobAsync(progress, Token);
        Assert.Equivalent(progress with { Paths = job.Paths, UpdatedAt = Time.GetUtcNow() }, updated, strict: true);
        Assert.Equal(FailureKind.NotFound, await FailureOf(() => Store.UpdateJobAsync(NewJob(), Token)));
    }

    [Fact]
    public async Task ListJobs_ByState_GivesTheNewestFirst()
    {
        IngestionJob first = await Store.CreateJobAsync(NewJob(), Token);
        IngestionJob second = await Store.CreateJobAsync(NewJob() with { State = IngestionState.Running }, Token);
        IngestionJob third = await Store.CreateJobAsync(NewJob(), Token);
        Assert.Equal([third.Id, second.Id, first.Id], (await Store.ListJobsAsync(cancellationToken: Token)).Select(j => j.Id));
        Assert.Equal([second.Id], (await Store.ListJobsAsync(IngestionState.Running, Token)).Select(j => j.Id));
    }

    [Fact]
    public async Task RecordJobItem_FailedThenDone_KeepsTheLatest()
    {
        IngestionJob job = await Store.CreateJobAsync(NewJob(), Token);
        await Store.RecordJobItemsAsync(job.Id, [new IngestionItem { Document = "a", Outcome = IngestionOutcome.Failed, Reason = "broken" }], Token);
        await Store.RecordJobItemsAsync(job.Id, [new IngestionItem { Document = "b", Outcome = IngestionOutcome.Failed, Reason = "broken" }], Token);
        await Store.RecordJobItemsAsync(job.Id, [new IngestionItem { Document = "a", Outcome = IngestionOutcome.Added, ContentHash = "h", Passages = 3 }], Token);
        await ReopenAsync();
        Assert.Equal(
            [new IngestionItem { Document = "a", Outcome = IngestionOutcome.Added, ContentHash = "h", Passages = 3 }, new IngestionItem { Document = "b", Outcome = IngestionOutcome.Failed, Reason = "broken" }],
            await Store.ListJobItemsAsync(job.Id, cancellationToken: Token));
        Assert.Equal("b", Assert.Single(await Store.ListJobItemsAsync(job.Id, IngestionOutcome.Failed, 1, Token)).Document);
        Assert.Equal(FailureKind.NotFound, await FailureOf(() => Store.RecordJobItemsAsync(Guid.NewGuid(), [new IngestionItem { Document = "a", Outcome = IngestionOutcome.Added }], Token)));
    }

    [Fact]
    public async Task DeleteCollection_WithJobs_KeepsTheJobButNoPaths()
    {
        string collection = await MakeCollectionAsync();
        IngestionJob job = await Store.CreateJobAsync(NewJob(collection), Token);
        await Store.RecordJobItemsAsync(job.Id, [new IngestionItem { Document = "a", Outcome = IngestionOutcome.Added }], Token);
        await Store.DeleteCollectionAsync("c", Token);
        Assert.Empty((await Store.GetJobAsync(job.Id, Token))!.Paths);
        Assert.Empty(await Store.ListJobItemsAsync(job.Id, cancellationToken: Token));
    }
}
