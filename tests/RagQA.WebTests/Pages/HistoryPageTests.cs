using Microsoft.Playwright;
using RagQA.WebTests.Server;
using static Microsoft.Playwright.Assertions;

namespace RagQA.WebTests.Pages;

/// <summary>History, feedback, print and export.</summary>
public sealed class HistoryPageTests(WebFixture web)
{
    private const string Stem = "How soon must antibiotics be in for a septic patient whose NEWS2 is only 5 or 6";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(PageSession.Looks), MemberType = typeof(PageSession))]
    public async Task History_AfterAQuestion_ListsItAndOpensItsAnswer(ColorScheme scheme, int width)
    {
        var question = $"{Stem}, for the history in {scheme} at {width}?";
        await using var session = await AskedAsync(question, scheme, width);
        var page = session.Page;
        await page.GotoAsync("/history");

        var row = page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = question });
        await Expect(row).ToContainTextAsync("three hours");
        await row.GetByRole(AriaRole.Button, new() { Name = "Star" }).ClickAsync();
        await Expect(row.GetByRole(AriaRole.Button, new() { Name = "Star" })).ToHaveAttributeAsync("aria-pressed", "true");
        await page.GetByLabel("Starred only").CheckAsync();
        await page.GetByLabel("Find words").FillAsync($"history in {scheme} at {width}");
        await Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await session.AssertSoundAsync($"history-{PageSession.Name(scheme, width)}");

        await page.GetByRole(AriaRole.Link, new() { Name = question }).ClickAsync();
        await Expect(page.Locator(".answer mark").First).ToContainTextAsync("three hours");

        await page.GotoAsync("/history");
        await row.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Feedback_Unsafe_StandsFirstInTheCuratorsListAndCanBeTakenBack()
    {
        var question = $"{Stem}, with feedback?";
        await using var session = await AskedAsync(question);
        var page = session.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Feedback", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(page.GetByText("Choose one of the judgements first.")).ToBeVisibleAsync();
        await page.GetByLabel("Unsafe").CheckAsync();
        await page.GetByLabel("In your own words").FillAsync("Says nothing of allergies.");
        await session.AssertSoundAsync("feedback-form");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(page.GetByText("Your message is with the curators.")).ToBeVisibleAsync();

        await using var curator = await PageSession.OpenAsync(web, path: "/admin/feedback");
        await Expect(curator.Page.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("Says nothing of allergies.");
        await curator.AssertSoundAsync("feedback-list");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it back" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Send" })).ToBeVisibleAsync();
        await curator.Page.ReloadAsync();
        await Expect(curator.Page.GetByText("No message is open.").Or(curator.Page.GetByRole(AriaRole.Table))).ToBeVisibleAsync();
        await Expect(curator.Page.GetByText("Says nothing of allergies.")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Feedback_OfAPassage_NamesItsDocument()
    {
        await using var session = await AskedAsync($"{Stem}, with a passage?");
        var card = session.Page.Locator("details.passage").First;
        await card.GetByRole(AriaRole.Button, new() { Name = "Feedback on passage 1" }).ClickAsync();
        await card.GetByLabel("Not relevant").CheckAsync();
        await session.AssertSoundAsync("feedback-passage");
        await card.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();

        await Expect(card.GetByText("Your message is with the curators.")).ToBeVisibleAsync();

        await using var curator = await PageSession.OpenAsync(web, path: "/admin/feedback");
        await Expect(curator.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "with a passage?" })).ToContainTextAsync("sepsis-first-hour.md");
    }

    [Fact]
    public async Task Print_OfAnAnswer_HoldsAllThatIsNeededToCheckIt()
    {
        var question = $"{Stem}, on paper?";
        await using var session = await AskedAsync(question);
        var page = session.Page;
        await page.GotoAsync(new Uri(page.Url).AbsolutePath + "/print");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(question);
        foreach (var words in new[] { "three hours", "Confidence", "References", "4 of 4 partitions", "Not a medical device" })
        {
            await Expect(page.GetByRole(AriaRole.Article)).ToContainTextAsync(words);
        }

        await session.AssertSoundAsync("print");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Print" })).ToBeHiddenAsync();
        await session.PictureAsync("print-on-paper");
        var pdf = await page.PdfAsync(new() { Format = "A4" });
        Assert.True(pdf.AsSpan().StartsWith("%PDF"u8));
    }

    [Fact]
    public async Task Export_OfAnAnswer_ComesAsVancouverRisAndJson()
    {
        await using var session = await AskedAsync($"{Stem}, exported?");
        var path = new Uri(session.Page.Url).AbsolutePath;

        var ris = await web.Http.GetStringAsync($"{path}/export/ris", Ct);
        var vancouver = await web.Http.GetStringAsync($"{path}/export/vancouver", Ct);
        var json = await web.Http.GetStringAsync($"/v1{path}", Ct);

        Assert.StartsWith("@misc{ragqa1,", await web.Http.GetStringAsync($"{path}/export/bib", Ct), StringComparison.Ordinal);
        Assert.Contains("\"title\": \"Adult Sepsis: The First Hour\"", await web.Http.GetStringAsync($"{path}/export/csl", Ct), StringComparison.Ordinal);
        Assert.Contains("**“three hours”**", await web.Http.GetStringAsync($"{path}/export/md", Ct), StringComparison.Ordinal);
        Assert.StartsWith("TY  - GEN\r\nTI  - Adult Sepsis: The First Hour", ris, StringComparison.Ordinal);
        Assert.StartsWith("1. RagQA sample, not for clinical use. Adult Sepsis: The First Hour", vancouver, StringComparison.Ordinal);
        Assert.Contains("three hours", json, StringComparison.Ordinal);
        Assert.Contains("exported?", await web.Http.GetStringAsync("/history/export/csv", Ct), StringComparison.Ordinal);
        Assert.Contains("exported?", await web.Http.GetStringAsync("/history/export/json", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_OfACollectionThatChanged_SaysSoAndComparesOldAndNew()
    {
        var name = await web.MakeCollectionAsync("changing", ("lamp", new { title = "Lamps", source = "Estates", text = "The corridor lamp is changed every Monday." }));
        await using var session = await PageSession.OpenAsync(web);
        var page = session.Page;
        await session.ChooseCollectionAsync(name);
        await session.AskAsync("On which day is the corridor lamp changed?");
        await Expect(page.Locator(".answer mark").First).ToContainTextAsync("Monday");

        await web.MakeCollectionAsync(name, ("lamp", new { title = "Lamps", source = "Estates", text = "The corridor lamp is changed every Friday." }));
        await page.ReloadAsync();

        await Expect(page.GetByText("The collection changing has changed since")).ToBeVisibleAsync();
        await session.AssertSoundAsync("stored-and-changed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask again and compare" }).ClickAsync();
        await Expect(page.GetByText("The answer has changed")).ToBeVisibleAsync();
        await Expect(page.Locator(".comparison")).ToContainTextAsync("Monday");
        await Expect(page.Locator(".comparison")).ToContainTextAsync("Friday");
        await session.AssertSoundAsync("compared");
    }

    private async Task<PageSession> AskedAsync(string question, ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        var session = await PageSession.OpenAsync(web, scheme, width);
        await session.ChooseCollectionAsync("sample");
        await session.AskAsync(question);
        await Expect(session.Page.Locator(".answer mark").First).ToContainTextAsync("three hours");

        // The server keeps it by itself, a moment after the page has it.
        while (!(await web.Http.GetStringAsync("/history/export/csv", Ct)).Contains(question, StringComparison.Ordinal))
        {
            await Task.Delay(50, Ct);
        }

        return session;
    }
}
