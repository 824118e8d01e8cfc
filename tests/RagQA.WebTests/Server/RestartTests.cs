using System.Net.Http.Json;
using System.Text.Json;
using RagQA.Tests.Processes;

namespace RagQA.WebTests.Server;

public sealed class RestartTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("ragqa-restart-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Up_TheSecondTime_IngestsNothingAndAnswers()
    {
        long revision;
        await using (var first = await RagQAProcess.UpAsync(_data.FullName))
        {
            Assert.Contains("25 documents", first.Errors, StringComparison.Ordinal);
            revision = await RevisionAsync(first.Address);
            Assert.Equal(0, await first.StopAsync());
        }

        await using var second = await RagQAProcess.UpAsync(_data.FullName);

        Assert.DoesNotContain("documents", second.Errors, StringComparison.Ordinal);
        Assert.Equal(revision, await RevisionAsync(second.Address));
        var ask = await RagQAProcess.RunAsync("ask", "How much adrenaline is given in anaphylaxis?", "--data", _data.FullName, "--json");
        Assert.Equal(0, ask.ExitCode);
        Assert.Equal("answered", JsonDocument.Parse(ask.Output).RootElement.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Up_WhileAnotherRuns_SaysThatTheDirectoryIsInUse()
    {
        await using var first = await RagQAProcess.UpAsync(_data.FullName, "--no-sample");

        var second = await RagQAProcess.RunAsync("up", "--port", "0", "--data", _data.FullName);

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("in use", second.Errors, StringComparison.Ordinal);
    }

    private static async Task<long> RevisionAsync(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        return (await http.GetFromJsonAsync<JsonElement>("/v1/collections/sample", Ct)).GetProperty("revision").GetInt64();
    }
}
