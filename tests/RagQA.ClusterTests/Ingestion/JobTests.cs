using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using RagQA.ClusterTests.Cluster;
using RagQA.Tests.Processes;

namespace RagQA.ClusterTests.Ingestion;

/// <summary>Pausing, resuming and cancelling bulk jobs, and what is told of their documents.</summary>
public sealed class JobTests(ClusterFixture cluster) : IDisposable
{
    /// <summary>Seconds of work: a job must not be done before it has been told to pause.</summary>
    private const int Files = 300;

    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("ragqa-job-files-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _files.Delete(recursive: true);

    [Fact]
    public async Task Pause_ThenResume_GoesOnWithoutDoingAnythingTwice()
    {
        var name = await StartedCollectionAsync();
        var job = await cluster.Client.StartIngestionAsync(new IngestionRequest { Collection = name, Paths = [_files.FullName] }, Ct);
        await cluster.Client.WatchIngestionAsync(job.Id, Ct).FirstAsync(s => s.Done >= 1, Ct);
        var paused = await cluster.Client.PauseIngestionAsync(job.Id, Ct);
        Assert.Equal(IngestionState.Paused, paused.State);
        Assert.InRange(paused.Done, 1, Files - 1);
        Assert.Equal(paused.Done, (await cluster.Client.GetCollectionAsync(name, Principal.Local, Ct)).Documents);

        // What was handled and then deleted by somebody is not brought back by the rest of the job.
        var handled = await cluster.Client.ListIngestionItemsAsync(job.Id, IngestionOutcome.Added, cancellationToken: Ct);
        Assert.Equal(paused.Done, handled.Count);
        await cluster.Client.DeleteDocumentAsync(name, handled[0].Document, Principal.Local, Ct);

        await cluster.Client.ResumeIngestionAsync(job.Id, Ct);
        var done = await cluster.Client.WatchIngestionAsync(job.Id, Ct).LastAsync(Ct);
        Assert.Equal((IngestionState.Done, Files, 0), (done.State, done.Done, done.Failed));
        var collection = await cluster.Client.GetCollectionAsync(name, Principal.Local, Ct);
        Assert.Equal((Files - 1, Files + 1), (collection.Documents, collection.Revision));
        Assert.Contains(await cluster.Client.ListIngestionsAsync(Principal.Local, Ct), j => j.Id == job.Id && j.State == IngestionState.Done);
    }

    [Fact]
    public async Task Cancel_Running_EndsForGoodAndKeepsWhatWentIn()
    {
        var name = await StartedCollectionAsync();
        var job = await cluster.Client.StartIngestionAsync(new IngestionRequest { Collection = name, Paths = [_files.FullName] }, Ct);
        await cluster.Client.WatchIngestionAsync(job.Id, Ct).FirstAsync(s => s.Done >= 2, Ct);
        var cancelled = await cluster.Client.CancelIngestionAsync(job.Id, Ct);
        Assert.Equal(IngestionState.Cancelled, cancelled.State);
        Assert.Equal(cancelled.Done, (await cluster.Client.GetCollectionAsync(name, Principal.Local, Ct)).Documents);
        Assert.Equal(FailureKind.Conflict, (await Assert.ThrowsAsync<RagQAException>(() => cluster.Client.ResumeIngestionAsync(job.Id, Ct))).Kind);
        Assert.Equal(FailureKind.Conflict, (await Assert.ThrowsAsync<RagQAException>(() => cluster.Client.PauseIngestionAsync(job.Id, Ct))).Kind);
    }

    [Fact]
    public async Task Ingest_SameFilesAgain_ChangesOnlyWhatChangedAndForgetsTheOldAtOnce()
    {
        var name = await StartedCollectionAsync(files: 3);
        await IngestAsync(name);
        await File.WriteAllTextAsync(Path.Combine(_files.FullName, "001.txt"), "Rule 1\n\nRoom 1 is cleaned by the night shift alone.", Ct);
        var again = await IngestAsync(name);
        Assert.Equal((3, 2, 4L), (again.Done, again.Unchanged, again.Revision));
        var items = await cluster.Client.ListIngestionItemsAsync(again.Id, cancellationToken: Ct);
        Assert.Equal(["001.txt"], items.Where(i => i.Outcome == IngestionOutcome.Updated).Select(i => i.Document));

        // By HTTP or grain, without waiting: the old words are not found when the call has returned.
        await cluster.Client.PutDocumentAsync(name, new DocumentInput { Id = "002.txt", Text = "Room 2 is closed." }, wait: false, Ct);
        var found = await cluster.Client.SearchAsync(new SearchRequest { Collection = name, Query = "room cleaned times a day porter desk" }, Ct);
        Assert.DoesNotContain(found.Passages, p => p.DocumentId is "001.txt" or "002.txt" && p.Text.Contains("times a day", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Http_JobWithABrokenFile_SendsEventsAndNamesItInTheQuarantine()
    {
        WriteFiles(Files);
        await File.WriteAllTextAsync(Path.Combine(_files.FullName, "long.txt"), new string('a', 3000), Ct);
        await File.WriteAllBytesAsync(Path.Combine(_files.FullName, "broken.txt"), [0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0xff, 0xfe], Ct);
        var data = Directory.CreateTempSubdirectory("ragqa-job-data-");
        try
        {
            await using var server = await RagQAProcess.UpAsync(new Dictionary<string, string> { ["RagQA__Parsing__MaxFileBytes"] = "2000" }, data.FullName);
            using var http = new HttpClient { BaseAddress = server.Address };
            await http.PutAsJsonAsync("/v1/collections/rooms", new { kind = "reference" }, Ct);
            var started = await http.PostAsJsonAsync("/v1/collections/rooms/ingestions", new { paths = new[] { _files.FullName } }, Ct);
            using var request = new HttpRequestMessage(HttpMethod.Get, started.Headers.Location);
            request.Headers.Accept.ParseAdd("text/event-stream");
            var events = await (await http.SendAsync(request, Ct)).Content.ReadAsStringAsync(Ct);
            Assert.Contains("event: end", events, StringComparison.Ordinal);
            Assert.Contains("\"state\":\"done\"", events, StringComparison.Ordinal);
            var progress = events.Split('\n').Where(line => line.StartsWith("data:", StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line["data:".Length..]).RootElement);
            Assert.Contains(progress, p => p.GetProperty("passagesPerSecond").GetDouble() > 0 && p.TryGetProperty("remaining", out _));

            var failed = (await http.GetFromJsonAsync<JsonElement>($"{started.Headers.Location}/documents?outcome=failed", Ct)).EnumerateArray().ToArray();
            Assert.Equal(["broken.txt", "long.txt"], failed.Select(f => f.GetProperty("document").GetString()).Order());
            Assert.All(failed, f => Assert.NotEmpty(f.GetProperty("reason").GetString()!));
            var quarantined = (await http.GetFromJsonAsync<JsonElement>("/v1/collections/rooms/quarantine", Ct)).EnumerateArray().ToArray();
            Assert.Equal([("broken.txt", true), ("long.txt", true)], quarantined.Select(q => (q.GetProperty("document").GetString(), q.GetProperty("failed").GetBoolean())));
            var line = await RagQAProcess.RunAsync("documents", "quarantine", "--collection", "rooms", "--data", data.FullName);
            Assert.StartsWith("failed  broken.txt: ", line.Output, StringComparison.Ordinal);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private async Task<IngestionStatus> IngestAsync(string collection)
    {
        var job = await cluster.Client.StartIngestionAsync(new IngestionRequest { Collection = collection, Paths = [_files.FullName] }, Ct);
        return await cluster.Client.WatchIngestionAsync(job.Id, Ct).LastAsync(Ct);
    }

    private async Task<string> StartedCollectionAsync(int files = Files)
    {
        WriteFiles(files);
        return (await cluster.CollectionAsync(new CollectionInput { Partitions = 2 })).Name;
    }

    /// <summary>Words of this test alone: embeddings that another test left would make a job too short to be stopped.</summary>
    private void WriteFiles(int count)
    {
        for (var i = 0; i < count; i++)
        {
            File.WriteAllText(
                Path.Combine(_files.FullName, string.Create(CultureInfo.InvariantCulture, $"{i:000}.txt")),
                string.Create(CultureInfo.InvariantCulture, $"Rule {i}\n\nRoom {i} is cleaned {i + 2} times a day. The porter of room {i} reports to desk {i + 1000} of house {_files.Name[^6..]}."));
        }
    }
}
