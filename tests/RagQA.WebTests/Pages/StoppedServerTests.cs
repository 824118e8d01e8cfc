using Microsoft.Playwright;
using RagQA.Server.Hosting;
using RagQA.Tests.Processes;
using RagQA.WebTests.Server;
using static Microsoft.Playwright.Assertions;

namespace RagQA.WebTests.Pages;

/// <summary>A server of its own that goes away under the page and comes back.</summary>
public sealed class StoppedServerTests(WebFixture web) : IDisposable
{
    private const string Draft = "What was I about to ask";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("ragqa-stopped-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Page_WhileTheServerIsAway_SaysSoCalmlyAndKeepsTheDraft()
    {
        var port = FreePorts.Take(1)[0];
        PageSession session;
        await using (var first = await RagQAProcess.UpAsync(port, _data.FullName, "--no-sample"))
        {
            session = await PageSession.OpenAsync(web.Browser, first.Address);
            await Expect(session.Page.GetByText("Nothing is indexed yet")).ToBeVisibleAsync();
            await Expect(session.Page.GetByLabel("Question")).ToBeEnabledAsync();
            await session.AssertSoundAsync("nothing-indexed");
            await session.Page.GetByLabel("Question").FillAsync(Draft);
            await first.StopAsync();
        }

        await using var page = session;
        await Expect(page.Page.GetByRole(AriaRole.Dialog, new() { Name = "Reconnecting" })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(page.Page.Locator(".reconnect .kept")).ToBeVisibleAsync();
        await page.PictureAsync("reconnecting");

        await using var second = await RagQAProcess.UpAsync(port, _data.FullName, "--no-sample");

        await Expect(page.Page.GetByRole(AriaRole.Dialog, new() { Name = "Reconnecting" })).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await Expect(page.Page.GetByLabel("Question")).ToBeEnabledAsync(new() { Timeout = 30_000 });
        await Expect(page.Page.GetByLabel("Question")).ToHaveValueAsync(Draft);
    }
}
