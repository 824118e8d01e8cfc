using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RagQA.Tests.Processes;

namespace RagQA.ClusterTests.Maintenance;

/// <summary>A document that was quoted in answers is purged with the real program: the history quotes it no longer either.</summary>
public sealed class PurgeOfAnswersTests : IDisposable
{
    private const string Secret = "zanthorquil";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("ragqa-purge-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Purge_OfAQuotedDocument_LeavesNoWordOfItInAnyFile()
    {
        await using var server = await RagQAProcess.UpAsync(_data.FullName, "--no-sample");
        using var http = new HttpClient { BaseAddress = server.Address };
        await http.PutAsJsonAsync("/v1/collections/rooms", new { kind = "reference" }, Ct);
        await http.PutAsJsonAsync("/v1/collections/rooms/documents/secret?wait=true", new { title = "Cabinets", text = $"The {Secret} is kept in cabinet 23 of the pharmacy." }, Ct);
        using var reply = await http.PostAsJsonAsync("/v1/collections/rooms/answers", new { question = "What is kept in cabinet 23 of the pharmacy?", deadlineMs = 20_000 }, Ct);
        Assert.Contains(Secret, (await reply.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("answers")[0].GetProperty("text").GetString(), StringComparison.Ordinal);

        // The history keeps an answer a moment after it was given.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (Holding("history.db*").Length == 0)
        {
            await timer.WaitForNextTickAsync(Ct);
        }

        var purged = await RagQAProcess.RunAsync("documents", "purge", "secret", "--collection", "rooms", "--data", _data.FullName);
        Assert.True(purged.ExitCode == 0, purged.Errors);
        Assert.Empty(Holding("*"));
    }

    private string[] Holding(string files) =>
    [
        .. _data.EnumerateFiles(files, SearchOption.AllDirectories).Where(file => file.Extension != ".lock").Where(file =>
        {
            using var stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)) >= 0 || content.AsSpan().IndexOf(Encoding.Unicode.GetBytes(Secret)) >= 0;
        }).Select(file => file.Name),
    ];
}
