using Microsoft.Playwright;
using RagQA.WebTests.Server;
using static Microsoft.Playwright.Assertions;

namespace RagQA.WebTests.Pages;

public sealed class SettingsPageTests(WebFixture web)
{
    [Fact]
    public async Task CollectionToBeginWith_Chosen_IsChosenOnTheAskPage()
    {
        await using var session = await PageSession.OpenAsync(web, path: "/settings");
        await session.Page.GetByLabel("Collection to begin with").SelectOptionAsync("patients");

        await session.Page.GotoAsync("/");

        await Expect(session.Page.GetByLabel("Collection")).ToHaveValueAsync("patients");
        await Expect(session.Page.GetByLabel("Patient required")).ToBeEnabledAsync();
        await session.Page.GotoAsync("/settings");
        await Expect(session.Page.GetByLabel("Collection to begin with")).ToHaveValueAsync("patients");
    }

    [Theory]
    [InlineData("Vancouver", "(High risk", "RagQA sample, not for clinical use. Adult Sepsis: The First Hour [protocol]. 2026 Jan 20. Antibiotics.")]
    [InlineData("Harvard, by author and year", "(High risk", "RagQA sample, not for clinical use (2026) Adult Sepsis: The First Hour [protocol]. Antibiotics.")]
    public async Task CitationStyle_Chosen_IsThatOfWhatIsCopied(string style, string sentence, string reference)
    {
        await using var session = await PageSession.OpenAsync(web, path: "/settings");
        var page = session.Page;
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GetByRole(AriaRole.Group, new() { Name = "Citation style" }).GetByLabel(style).CheckAsync();
        await page.GotoAsync("/");
        await session.ChooseCollectionAsync("sample");
        await session.AskAsync("How soon must antibiotics be in for a septic patient whose NEWS2 is only 5 or 6?");

        await page.GetByRole(AriaRole.Button, new() { Name = "Copy quote and source" }).ClickAsync();

        await Expect(page.GetByText("Copied")).ToBeVisibleAsync();
        var copied = await page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.StartsWith($"“three hours” {sentence}", copied, StringComparison.Ordinal);
        Assert.EndsWith(reference, copied, StringComparison.Ordinal);
    }
}
