using Microsoft.Playwright;
using RagQA.WebTests.Server;
using static Microsoft.Playwright.Assertions;

namespace RagQA.WebTests.Pages;

/// <summary>Zoom, forced colours, reduced motion, theme and weight of the page.</summary>
public sealed class AppearanceTests(WebFixture web)
{
    private const string Question = "How soon must antibiotics be in for a septic patient whose NEWS2 is only 5 or 6, seen otherwise?";
    private const int MaxFirstLoadBytes = 120 * 1024;

    [Fact]
    public async Task Zoom_Of400Percent_ReflowsToOneColumn()
    {
        // 1280 x 1024 at 400 % is 320 x 256.
        await using var session = await PageSession.OpenAsync(web, more: o => o.ViewportSize = new() { Width = 320, Height = 256 });
        await session.ChooseCollectionAsync("sample");

        await session.AskAsync(Question);

        await session.AssertSoundAsync("zoom-400");
    }

    [Fact]
    public async Task ForcedColours_StillShowTheMarkAndTheButtons()
    {
        await using var session = await PageSession.OpenAsync(web, more: o => o.ForcedColors = ForcedColors.Active);
        await session.ChooseCollectionAsync("sample");

        await session.AskAsync(Question);

        Assert.Contains("underline", await session.Page.Locator(".answer mark").First.EvaluateAsync<string>("m => getComputedStyle(m).textDecorationLine"), StringComparison.Ordinal);
        await session.PictureAsync("forced-colours");
        Assert.Empty(session.Complaints);
    }

    [Fact]
    public async Task ReducedMotion_LeavesNothingMoving()
    {
        var question = Question + " Without motion?";
        await web.FaultAsync(new { question, readDelayMs = 20_000 });
        await using var session = await PageSession.OpenAsync(web, more: o => o.ReducedMotion = ReducedMotion.Reduce);
        await session.ChooseCollectionAsync("sample");
        await session.SendAsync(question);
        await Expect(session.Page.Locator("details.passage").First).ToBeVisibleAsync();

        Assert.Equal(0, await session.Page.EvaluateAsync<int>("document.getAnimations().length"));
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
    }

    [Theory]
    [InlineData("dark", ColorScheme.Light)]
    [InlineData("light", ColorScheme.Dark)]
    public async Task Theme_Chosen_IsThereBeforeTheFirstPaint(string theme, ColorScheme system)
    {
        await using var session = await PageSession.OpenAsync(web, system, path: "/settings");
        await session.Page.GetByRole(AriaRole.Group, new() { Name = "Colours" }).GetByLabel(theme == "dark" ? "Dark" : "Light", new() { Exact = true }).CheckAsync();
        await Expect(session.Page.Locator("html")).ToHaveAttributeAsync("data-bs-theme", theme);
        await session.AssertSoundAsync($"settings-{theme}");

        // What the first style sheet meets: set by the script in the head, ahead of it.
        await session.Page.AddInitScriptAsync("new MutationObserver((_, o) => { if (document.querySelector('link[rel=stylesheet]')) { window.themeAtFirst = document.documentElement.dataset.bsTheme; o.disconnect(); } }).observe(document, { childList: true, subtree: true });");
        await session.Page.GotoAsync("/about");

        Assert.Equal(theme, await session.Page.EvaluateAsync<string>("window.themeAtFirst"));
    }

    [Fact]
    public async Task FirstLoad_AsItIsSent_IsSmall()
    {
        await using var session = await PageSession.OpenAsync(web);
        await Expect(session.Page.GetByLabel("Question")).ToBeEnabledAsync();

        // Bytes on the wire. A build is compressed with gzip, which takes a fifth more than the Brotli of a published program.
        var bytes = await session.Page.EvaluateAsync<Dictionary<string, int>>(
            "Object.fromEntries([...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map(e => [new URL(e.name).pathname, e.transferSize]))");

        TestContext.Current.TestOutputHelper?.WriteLine($"first load: {bytes.Values.Sum() / 1024.0:0.0} KB; {string.Join(", ", bytes.Select(b => $"{b.Key} {b.Value}"))}");
        Assert.Contains(bytes, b => b.Key.Contains("blazor.web", StringComparison.Ordinal) && b.Value is > 0);
        Assert.InRange(bytes.Values.Sum(), 1, MaxFirstLoadBytes);
    }
}
