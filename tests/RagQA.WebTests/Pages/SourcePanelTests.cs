using Microsoft.Playwright;
using RagQA.WebTests.Server;
using static Microsoft.Playwright.Assertions;

namespace RagQA.WebTests.Pages;

/// <summary>The source beside the answer.</summary>
public sealed class SourcePanelTests(WebFixture web)
{
    private const string Answerable = "How soon must antibiotics be in for a septic patient whose NEWS2 is only 5 or 6?";

    [Theory]
    [MemberData(nameof(PageSession.Looks), MemberType = typeof(PageSession))]
    public async Task ShowBeside_OfTheAnswer_ShowsTheMarkedPlaceAndCloses(ColorScheme scheme, int width)
    {
        await using var session = await PageSession.OpenAsync(web, scheme, width);
        var page = session.Page;
        await session.ChooseCollectionAsync("sample");
        await session.AskAsync(Answerable);

        await page.Locator(".answer [data-source]").First.ClickAsync();

        var panel = page.Locator("#source-panel");
        await Expect(panel.GetByRole(AriaRole.Heading, new() { Level = 2 }).First).ToContainTextAsync("Sepsis");
        await Expect(panel.Locator("mark")).ToContainTextAsync("three hours");
        await Expect(panel.Locator("mark")).ToBeInViewportAsync();
        await session.AssertSoundAsync($"source-{PageSession.Name(scheme, width)}");

        await page.Keyboard.PressAsync("Escape");

        await Expect(panel).ToHaveCountAsync(0);
        await Expect(page.Locator(".ask-result")).ToContainTextAsync("three hours");
    }
}
