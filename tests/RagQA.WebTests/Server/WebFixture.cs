using System.Net.Http.Json;
using Microsoft.Playwright;
using RagQA.Tests.Processes;
using RagQA.WebTests.Server;

[assembly: AssemblyFixture(typeof(WebFixture))]

namespace RagQA.WebTests.Server;

/// <summary>The real server with the sample collections in a temporary directory, and a real Chromium.</summary>
public sealed class WebFixture : IAsyncLifetime
{
    // Conditions are polled and usually hold at once; a machine that does other things too takes longer to read passages.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("ragqa-web-");
    private IPlaywright? _playwright;
    private RagQAProcess _server = null!;

    public IBrowser Browser { get; private set; } = null!;

    public Uri Address => _server.Address;

    public string DataDirectory => _data.FullName;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>What the server logged so far.</summary>
    public string Log => _server.Errors;

    public async ValueTask InitializeAsync()
    {
        // The server's own test switches; each fault holds for one question, so tests run side by side.
        Environment.SetEnvironmentVariable("RAGQA_TEST_FAULTS", "1");
        _server = await RagQAProcess.UpAsync(_data.FullName);
        Http = new HttpClient { BaseAddress = _server.Address };
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        Browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>Makes one question slow, refused or partly unanswered.</summary>
    public async Task FaultAsync(object fault) => (await Http.PostAsJsonAsync("/v1/test/faults", fault)).EnsureSuccessStatusCode();

    public async Task ClearFaultAsync(string question) => (await Http.PostAsJsonAsync("/v1/test/faults/clear", new { question })).EnsureSuccessStatusCode();

    /// <summary>A collection of its own with these documents, ready to answer.</summary>
    public async Task<string> MakeCollectionAsync(string name, params (string Id, object Body)[] documents)
    {
        (await Http.PutAsJsonAsync($"/v1/collections/{name}", new { kind = "reference", partitions = 2 })).EnsureSuccessStatusCode();
        foreach (var (id, body) in documents)
        {
            (await Http.PutAsJsonAsync($"/v1/collections/{name}/documents/{id}?wait=true", body)).EnsureSuccessStatusCode();
        }

        return name;
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright?.Dispose();
        Http.Dispose();
        await _server.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
