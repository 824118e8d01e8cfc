using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RagQA.Tests.Processes;

namespace RagQA.ClusterTests.Faults;

/// <summary>
/// The real program, crashed again and again at random moments of ingestion, change and deletion while questions run. After each start
/// every acknowledged change is there, no answer quotes what was never stored, and a verification finds nothing.
/// </summary>
/// <param name="data">Data directory of the program.</param>
/// <param name="crash">Ends the program without warning; returns when it may be started again.</param>
internal sealed class CrashHistory(string data, Func<RagQAProcess, Task> crash) : IDisposable
{
    private const int Writers = 3;
    private const int DocumentsPerWriter = 6;
    private const int FilesPerJob = 12;

    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("ragqa-crash-files-");
    private readonly Ledger _ledger = new();
    private readonly List<Uri> _jobs = [];
    private int _numbers;
    private volatile bool _hasCrashed;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _files.Delete(recursive: true);

    public async Task RunAsync(int crashes, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < crashes; i++)
        {
            await using var server = await RagQAProcess.UpAsync(data, "--no-sample");
            using var http = new HttpClient { BaseAddress = server.Address };
            await http.PutAsJsonAsync("/v1/collections/rooms", new { kind = "reference" }, Ct);
            await CheckAsync(http);
            await WorkUntilCrashAsync(server, http, random);
        }

        await using var last = await RagQAProcess.UpAsync(data, "--no-sample");
        using var client = new HttpClient { BaseAddress = last.Address };
        await CheckAsync(client);
        foreach (var job in _jobs)
        {
            await FinishAsync(client, job);
        }

        await VerifyAsync();
    }

    /// <summary>Writers, an ingestion and a reader at once, until so many changes were acknowledged; then the crash comes while the next are under way.</summary>
    private async Task WorkUntilCrashAsync(RagQAProcess server, HttpClient http, Random random)
    {
        var left = random.Next(1, 60);
        var seeds = Enumerable.Range(0, Writers + 1).Select(_ => random.Next()).ToArray();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var job = StartJobAsync(http);
        Task[] work =
        [
            .. Enumerable.Range(0, Writers).Select(writer => UntilItFailsAsync(async () =>
            {
                await ChangeAsync(http, writer, new Random(seeds[writer]++));
                if (Interlocked.Decrement(ref left) == 0)
                {
                    enough.TrySetResult();
                }
            })),
            UntilItFailsAsync(() => AskAsync(http, new Random(seeds[Writers]++))),
        ];
        await enough.Task.WaitAsync(TimeSpan.FromMinutes(2), Ct);
        _hasCrashed = true;
        await crash(server);
        await Task.WhenAll(work);
        await job;
        _hasCrashed = false;
    }

    private static async Task UntilItFailsAsync(Func<Task> step)
    {
        try
        {
            while (true)
            {
                await step();
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // The server has crashed.
            return;
        }
    }

    private async Task ChangeAsync(HttpClient http, int writer, Random random)
    {
        var id = $"w{writer}-{random.Next(DocumentsPerWriter)}";
        var path = $"/v1/collections/rooms/documents/{id}";
        var number = Interlocked.Increment(ref _numbers);
        var text = random.Next(4) == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"Room {number} is cleaned {number + 2} times a day. The porter of room {number} reports to desk {number + 1000}.");
        _ledger.Begin(id, text);
        using var reply = text is null ? await http.DeleteAsync(path, Ct) : await http.PutAsJsonAsync(path, new { title = $"Rule {number}", text }, Ct);
        if (_hasCrashed && !reply.IsSuccessStatusCode)
        {
            throw new IOException("Refused in its last moment: not acknowledged.");
        }

        Assert.True(reply.IsSuccessStatusCode || (text is null && reply.StatusCode == HttpStatusCode.NotFound), $"{reply.StatusCode}");
        _ledger.Settle(id, text);
    }

    private async Task StartJobAsync(HttpClient http)
    {
        var folder = _files.CreateSubdirectory($"j{_jobs.Count}").FullName;
        for (var i = 0; i < FilesPerJob; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"job{_jobs.Count}-{i:00}.txt"), $"Shelf {i}\n\nShelf {i} of job {_jobs.Count} holds {i + 30} bandages.", Ct);
        }

        await UntilItFailsAsync(async () =>
        {
            using var reply = await http.PostAsJsonAsync("/v1/collections/rooms/ingestions", new { paths = new[] { folder } }, Ct);
            if (reply.Headers.Location is { } job)
            {
                _jobs.Add(job);
            }

            throw new IOException("Started: nothing more to do.");
        });
    }

    private async Task AskAsync(HttpClient http, Random random)
    {
        var room = 1 + random.Next(Math.Max(1, _numbers));
        using var reply = await http.PostAsJsonAsync("/v1/collections/rooms/answers", new { question = $"Where does the porter of room {room} report to?", deadlineMs = 10_000 }, Ct);
        if (!reply.IsSuccessStatusCode)
        {
            return;
        }

        var answer = await reply.Content.ReadFromJsonAsync<JsonElement>(Ct);
        foreach (var citation in answer.GetProperty("answers").EnumerateArray().SelectMany(a => a.GetProperty("citations").EnumerateArray()))
        {
            var id = citation.GetProperty("documentId").GetString()!;
            var quote = citation.GetProperty("quote").GetString()!;
            Assert.True(
                id.StartsWith("job", StringComparison.Ordinal) || _ledger.IsQuoted(id, citation.GetProperty("start").GetInt32(), citation.GetProperty("end").GetInt32(), quote),
                $"{id} is quoted with words that it never had.");
        }
    }

    private async Task CheckAsync(HttpClient http)
    {
        foreach (var id in _ledger.Ids)
        {
            using var reply = await http.GetAsync($"/v1/collections/rooms/documents/{id}", Ct);
            _ledger.Check(id, reply.StatusCode == HttpStatusCode.NotFound ? null : (await reply.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("text").GetString());
        }

        await AskAsync(http, new Random(_numbers));
        await VerifyAsync();
    }

    private static async Task FinishAsync(HttpClient http, Uri job)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, job);
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var reply = await http.SendAsync(request, Ct);
        await reply.Content.ReadAsStringAsync(Ct);
        var status = await http.GetFromJsonAsync<JsonElement>(job, Ct);
        Assert.Equal(("done", FilesPerJob, 0), (status.GetProperty("state").GetString(), status.GetProperty("done").GetInt32(), status.GetProperty("failed").GetInt32()));
    }

    /// <summary>Reports only: nothing may need a repair, save that embeddings of documents that were never committed may be left over.</summary>
    private async Task VerifyAsync()
    {
        var (_, output, errors) = await RagQAProcess.RunAsync("verify", "--no-repair", "--json", "--data", data);
        Assert.True(output.Length > 0, errors);
        using var report = JsonDocument.Parse(output);
        Assert.DoesNotContain(
            report.RootElement.GetProperty("findings").EnumerateArray(),
            f => !f.GetProperty("problem").GetString()!.EndsWith("embeddings belonged to no passage.", StringComparison.Ordinal));
    }
}
