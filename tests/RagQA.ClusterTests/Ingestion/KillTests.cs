using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using RagQA.Tests.Processes;

namespace RagQA.ClusterTests.Ingestion;

/// <summary>Real kills of the real program.</summary>
public sealed class KillTests : IDisposable
{
    private const int Documents = 120;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("ragqa-kill-data-");
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("ragqa-kill-files-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _data.Delete(recursive: true);
        _files.Delete(recursive: true);
    }

    [Fact]
    public async Task Kill_DuringIngestion_LosesNothingAcknowledgedAndGoesOn()
    {
        for (var i = 0; i < Documents; i++)
        {
            await File.WriteAllTextAsync(
                Path.Combine(_files.FullName, $"{i:000}.txt"),
                string.Create(CultureInfo.InvariantCulture, $"Rule {i}\n\nRoom {i} is cleaned {i + 2} times a day. The porter of room {i} reports to desk {i + 1000}."),
                Ct);
        }

        // 1 Acknowledged: one document by HTTP, and as many of the job as the list shows at the kill.
        string[] acknowledged;
        Uri job;
        await using (var server = await RagQAProcess.UpAsync(_data.FullName, "--no-sample"))
        {
            using var http = new HttpClient { BaseAddress = server.Address };
            await http.PutAsJsonAsync("/v1/collections/rooms", new { kind = "reference" }, Ct);
            await http.PutAsJsonAsync("/v1/collections/rooms/documents/first", new { title = "First", text = "The first document was acknowledged." }, Ct);
            var started = await http.PostAsJsonAsync("/v1/collections/rooms/ingestions", new { paths = new[] { _files.FullName } }, Ct);
            job = started.Headers.Location!;
            var status = await StatusAsync(http, job, s => s.GetProperty("done").GetInt32() >= 10);
            Assert.True(status.GetProperty("done").GetInt32() < Documents, "The job was over before the kill: give it more documents.");
            acknowledged = await IdsAsync(http);
            await server.KillAsync();
        }

        // 2 Started again: the job goes on by itself to its end, and nothing is there twice.
        await using (var server = await RagQAProcess.UpAsync(_data.FullName, "--no-sample"))
        {
            using var http = new HttpClient { BaseAddress = server.Address };
            Assert.Empty(acknowledged.Except(await IdsAsync(http)));
            var status = await StatusAsync(http, job, s => s.GetProperty("state").GetString() == "done");
            Assert.Equal((Documents, 0), (status.GetProperty("done").GetInt32(), status.GetProperty("failed").GetInt32()));
            Assert.Equal(Documents + 1, (await IdsAsync(http)).Distinct().Count());

            var collection = await http.GetFromJsonAsync<JsonElement>("/v1/collections/rooms", Ct);
            Assert.Equal(Documents + 1, collection.GetProperty("documents").GetInt32());
            Assert.Equal(Documents + 1, collection.GetProperty("passages").GetInt32());
            var reply = await http.PostAsJsonAsync("/v1/collections/rooms/search", new { query = "porter of room 117", mode = "lexical" }, Ct);
            var found = (await reply.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("passages");
            Assert.Equal("117.txt", found[0].GetProperty("documentId").GetString());
            Assert.Equal(found.GetArrayLength(), found.EnumerateArray().Select(p => p.GetProperty("documentId").GetString()).Distinct().Count());
        }
    }

    private static async Task<string[]> IdsAsync(HttpClient http)
        => [.. (await http.GetFromJsonAsync<JsonElement>("/v1/collections/rooms/documents?limit=1000", Ct)).EnumerateArray().Select(d => d.GetProperty("id").GetString()!)];

    /// <summary>The job's status once it is as wanted; fails after two minutes.</summary>
    private static async Task<JsonElement> StatusAsync(HttpClient http, Uri job, Func<JsonElement, bool> wanted)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromMinutes(2);)
        {
            var status = await http.GetFromJsonAsync<JsonElement>(job, Ct);
            if (wanted(status))
            {
                return status;
            }

            await timer.WaitForNextTickAsync(Ct);
        }

        throw new TimeoutException("The ingestion did not get that far.");
    }
}
