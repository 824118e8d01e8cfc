using Microsoft.Playwright;
using RagQA.WebTests.Server;
using static Microsoft.Playwright.Assertions;

namespace RagQA.WebTests.Pages;

/// <summary>The page without a mouse.</summary>
public sealed class KeyboardTests(WebFixture web)
{
    private const string Question = "How soon must antibiotics be in for a septic patient whose NEWS2 is only 5 or 6, by keyboard?";

    [Fact]
    public async Task Walk_FromTheQuestionToTheDocument_NeedsNoMouse()
    {
        await using var session = await PageSession.OpenAsync(web);
        var (page, keys) = (session.Page, session.Page.Keyboard);
        await session.ChooseCollectionAsync("sample");
        await keys.PressAsync("Control+k");
        await Expect(page.GetByLabel("Question")).ToBeFocusedAsync();
        await keys.TypeAsync(Question);
        await Expect(page.GetByLabel("Question")).ToHaveValueAsync(Question);
        await keys.PressAsync("Enter");
        await Expect(page.Locator(".answer mark").First).ToContainTextAsync("three hours", new() { Timeout = 20_000 });

        // A letter in the question is a letter.
        await keys.PressAsync("j");
        await Expect(page.GetByLabel("Question")).ToHaveValueAsync(Question + "j");
        await keys.PressAsync("Tab");
        await keys.PressAsync("j");
        await Expect(page.Locator("details.passage > summary").First).ToBeFocusedAsync();
        await keys.PressAsync("j");
        await Expect(page.Locator("details.passage > summary").Nth(1)).ToBeFocusedAsync();
        await keys.PressAsync("o");
        await Expect(page.Locator("details.passage").Nth(1)).ToHaveAttributeAsync("open", "");
        await keys.PressAsync("k");
        await Expect(page.Locator("details.passage > summary").First).ToBeFocusedAsync();
        await keys.PressAsync("3");
        await Expect(page.Locator("details.passage > summary").Nth(2)).ToBeFocusedAsync();
        await keys.PressAsync("n");
        await Expect(page.Locator("mark").First).ToBeFocusedAsync();
        await keys.PressAsync("f");
        await Expect(page.Locator("[data-filters] > summary")).ToBeFocusedAsync();
        await keys.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard" })).ToBeVisibleAsync();
        await session.AssertSoundAsync("keyboard-help");
        await keys.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard" })).ToBeHiddenAsync();
        await keys.PressAsync("1");
        await keys.PressAsync("s");
        await Expect(page.Locator("#source-panel mark")).ToContainTextAsync("three hours");

        // Its text is there a moment before it opens, and a key pressed then is not meant for it.
        await Expect(page.Locator("#source-panel mark")).ToBeInViewportAsync();
        await keys.PressAsync("Escape");
        await Expect(page.Locator("#source-panel")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Escape_WhileAQuestionRuns_StopsIt()
    {
        var question = Question + " And stopped by Escape?";
        await web.FaultAsync(new { question, readDelayMs = 20_000 });
        await using var session = await PageSession.OpenAsync(web);
        await session.ChooseCollectionAsync("sample");
        await session.SendAsync(question);
        await Expect(session.Page.Locator("details.passage").First).ToBeVisibleAsync();

        await session.Page.Keyboard.PressAsync("Escape");

        await Expect(session.Page.GetByText("The question was stopped before there was an answer.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task SingleKeys_SwitchedOffInSettings_DoNothing()
    {
        await using var session = await PageSession.OpenAsync(web, path: "/settings");
        var page = session.Page;
        await page.GetByRole(AriaRole.Group, new() { Name = "Single-key shortcuts" }).GetByLabel("Off").CheckAsync();
        await page.GotoAsync("/");
        await Expect(page.GetByLabel("Question")).ToBeEnabledAsync();
        await page.Locator("main").FocusAsync();

        await page.Keyboard.PressAsync("?");
        await page.Keyboard.PressAsync("Control+k");

        await Expect(page.GetByLabel("Question")).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard" })).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Tab_ThroughTheFirstPage_ReachesEveryControlInOrder()
    {
        await using var session = await PageSession.OpenAsync(web);
        await Expect(session.Page.GetByLabel("Question")).ToBeFocusedAsync();
        var reached = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            await session.Page.Keyboard.PressAsync("Tab");
            reached.Add(await session.Page.EvaluateAsync<string>("(document.activeElement.id || document.activeElement.textContent || '').trim()"));
        }

        Assert.Equal("Ask", reached[0]);
        Assert.Equal("collection", reached[1]);
        Assert.Contains("Filters", reached);
        Assert.Contains("Options", reached);
    }
}
