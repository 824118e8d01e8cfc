using Microsoft.Playwright;
using RagQA.Tests.Processes;
using RagQA.WebTests.Server;

[assembly: AssemblyFixture(typeof(WebFixture))]

namespace RagQA.WebTests.Server;

/// <summary>The real server with the sample collections in a temporary directory, and a real Chromium.</summary>
public sealed class WebFixture : IAsyncLifetime
{
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
        _server = await RagQAProcess.UpAsync(_data.FullName);
        Http = new HttpClient { BaseAddress = _server.Address };
        _playwright = await Playwright.CreateAsync();
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

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _playwright?.Dispose();
        Http.Dispose();
        await _server.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
