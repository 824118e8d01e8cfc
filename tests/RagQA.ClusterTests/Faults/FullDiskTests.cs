using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RagQA.Tests.Processes;
using RagQA.Tests.Storage.Faults;

namespace RagQA.ClusterTests.Faults;

/// <summary>The disk fills up while the real program takes documents in, and is emptied again.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int Files = 60;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("ragqa-full-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task DiskFull_DuringIngestion_StopsTheJobAndNothingElse()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("The library that makes the disk full is loaded with LD_PRELOAD, which is Linux's.");
        }

        var (data, full) = (Path.Combine(_root.FullName, "data"), Path.Combine(_root.FullName, "full"));
        var files = _root.CreateSubdirectory("files").FullName;
        for (var i = 0; i < Files; i++)
        {
            await File.WriteAllTextAsync(
                Path.Combine(files, $"{i:000}.txt"),
                string.Create(CultureInfo.InvariantCulture, $"Rule {i}\n\nRoom {i} is cleaned {i + 2} times a day. The porter of room {i} reports to desk {i + 1000}."),
                Ct);
        }

        var faults = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = await FaultLibrary.CompileAsync(Ct),
            ["RAGQA_FAULTS_DIRECTORY"] = data,
            ["RAGQA_FAULTS_FULL"] = full,
        };
        await using (var server = await RagQAProcess.UpAsync(faults, data))
        {
            using var http = new HttpClient { BaseAddress = server.Address };
            await http.PutAsJsonAsync("/v1/collections/rooms", new { kind = "reference" }, Ct);
            using var first = await http.PutAsJsonAsync("/v1/collections/rooms/documents/first?wait=true", new { title = "Keys", text = "The spare key of the pharmacy hangs behind door 17." }, Ct);
            Assert.True(first.IsSuccessStatusCode);

            // 1 Full in the middle of the job: it stops and says why, whatever of it could be stored.
            using var started = await http.PostAsJsonAsync("/v1/collections/rooms/ingestions", new { paths = new[] { files } }, Ct);
            var job = started.Headers.Location!;
            await StatusAsync(http, job, s => s.GetProperty("done").GetInt32() >= 5);
            var acknowledged = await IdsAsync(http);
            await File.WriteAllTextAsync(full, "", Ct);
            var failed = await StatusAsync(http, job, s => s.GetProperty("state").GetString() == "failed");
            Assert.Contains("is full", failed.GetProperty("reason").GetString(), StringComparison.Ordinal);
            Assert.InRange(failed.GetProperty("done").GetInt32(), 5, Files - 1);

            // 2 Meanwhile: changes are refused with the reason, and questions are answered.
            using var refused = await http.PutAsJsonAsync("/v1/collections/rooms/documents/second", new { title = "Keys", text = "There is no spare key." }, Ct);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Contains("is full", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
            Assert.Empty(acknowledged.Except(await IdsAsync(http)));
            using var reply = await http.PostAsJsonAsync("/v1/collections/rooms/answers", new { question = "Where does the spare key of the pharmacy hang?", deadlineMs = 20_000 }, Ct);
            var answer = await reply.Content.ReadFromJsonAsync<JsonElement>(Ct);
            Assert.Contains("door 17", answer.GetProperty("answers")[0].GetProperty("citations")[0].GetProperty("sentence").GetString(), StringComparison.Ordinal);

            // 3 Emptied: the job goes on to its end.
            File.Delete(full);
            using var resumed = await http.PostAsync($"{job}/resume", null, Ct);
            Assert.True(resumed.IsSuccessStatusCode, await resumed.Content.ReadAsStringAsync(Ct));
            var done = await StatusAsync(http, job, s => s.GetProperty("state").GetString() == "done");
            Assert.Equal((Files, 0), (done.GetProperty("done").GetInt32(), done.GetProperty("failed").GetInt32()));
            Assert.Equal(Files + 1, (await IdsAsync(http)).Length);
        }

        var verify = await RagQAProcess.RunAsync("verify", "--no-repair", "--data", data);
        Assert.True(verify.ExitCode == 0, verify.Output + verify.Errors);
    }

    private static async Task<string[]> IdsAsync(HttpClient http)
        => [.. (await http.GetFromJsonAsync<JsonElement>("/v1/collections/rooms/documents?limit=1000", Ct)).EnumerateArray().Select(d => d.GetProperty("id").GetString()!)];

    /// <summary>The job's status once it is as wanted; fails after two minutes.</summary>
    private static async Task<JsonElement> StatusAsync(HttpClient http, Uri job, Func<JsonElement, bool> wanted)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        JsonElement status = default;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromMinutes(2);)
        {
            status = await http.GetFromJsonAsync<JsonElement>(job, Ct);
            if (wanted(status))
            {
                return status;
            }

            await timer.WaitForNextTickAsync(Ct);
        }

        throw new TimeoutException($"The ingestion did not get that far: {status}");
    }
}
