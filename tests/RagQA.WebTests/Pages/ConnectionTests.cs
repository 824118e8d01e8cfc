using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RagQA.WebTests.Server;
using static Microsoft.Playwright.Assertions;

namespace RagQA.WebTests.Pages;

/// <summary>The line between page and server: cut in the middle of an answer, and slow.</summary>
public sealed class ConnectionTests(WebFixture web)
{
    private const string Stem = "How soon must antibiotics be in for a septic patient whose NEWS2 is only 5 or 6";
    private const int Lost = 3008;

    [Fact]
    public async Task Circuit_LostInTheMiddleOfAnAnswer_GoesOnWithIt()
    {
        var question = $"{Stem}, with the line cut?";
        await web.FaultAsync(new { question, readDelayMs = 4_000 });
        await using var session = await PageSession.OpenAsync(web, path: "/about");
        var page = session.Page;
        var lines = new List<(IWebSocketRoute Page, IWebSocketRoute Server)>();
        await page.RouteWebSocketAsync(new Regex("/_blazor"), line => lines.Add((line, line.ConnectToServer())));
        await page.GotoAsync("/");
        await Expect(page.GetByLabel("Question")).ToBeEnabledAsync();
        await session.ChooseCollectionAsync("sample");
        await page.EvaluateAsync("window.samePage = true");
        await session.SendAsync(question);
        await Expect(page.Locator("details.passage").First).ToBeVisibleAsync();
        Assert.Single(lines);

        await lines[0].Server.CloseAsync(new() { Code = Lost });
        await lines[0].Page.CloseAsync(new() { Code = Lost });

        await Expect(page.Locator(".answer mark").First).ToContainTextAsync("three hours", new() { Timeout = 40_000 });
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Reconnecting" })).ToBeHiddenAsync();
        await Expect(page.GetByLabel("Question")).ToHaveValueAsync(question);
        Assert.True(lines.Count > 1);
        Assert.True(await page.EvaluateAsync<bool>("window.samePage === true"));
        Assert.Empty(session.OffHost);
    }

    [Fact]
    public async Task SlowLine_OfASecondThereAndBack_KeepsWhatIsTypedAndShowsPassagesBeforeTheAnswer()
    {
        var question = $"{Stem}, over a slow line?";
        await web.FaultAsync(new { question, readDelayMs = 3_000 });
        await using var session = await PageSession.OpenAsync(web, path: "/about");
        var page = session.Page;
        await page.RouteWebSocketAsync(new Regex("/_blazor"), line =>
        {
            var server = line.ConnectToServer();
            Delay(line, server);
            Delay(server, line);
        });
        await page.GotoAsync("/");
        await Expect(page.GetByLabel("Question")).ToBeEnabledAsync();
        await session.ChooseCollectionAsync("sample");

        await page.GetByLabel("Question").PressSequentiallyAsync(question, new() { Delay = 5 });
        await page.GetByLabel("Question").PressAsync("Enter");

        await Expect(page.Locator("details.passage").First).ToBeVisibleAsync();
        await Expect(page.Locator(".answer")).ToHaveCountAsync(0);
        await Expect(page.Locator(".answer mark").First).ToContainTextAsync("three hours", new() { Timeout = 40_000 });
        await Expect(page.GetByLabel("Question")).ToHaveValueAsync(question);
        await session.AssertSoundAsync("slow-line");
    }

    /// <summary>Every message comes half a second late, in its order.</summary>
    private static void Delay(IWebSocketRoute from, IWebSocketRoute to)
    {
        var last = Task.CompletedTask;
        from.OnMessage(message =>
        {
            var due = Task.Delay(500);
            last = Task.WhenAll(last, due).ContinueWith(
                _ =>
                {
                    if (message.Binary is { } bytes)
                    {
                        to.Send(bytes);
                    }
                    else
                    {
                        to.Send(message.Text!);
                    }
                },
                TaskScheduler.Default);
        });
    }
}
