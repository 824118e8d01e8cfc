using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RagQA.WebTests.Server;
using static Microsoft.Playwright.Assertions;

namespace RagQA.WebTests.Pages;

public sealed class CuratorPagesTests(WebFixture web)
{
    [Theory]
    [MemberData(nameof(PageSession.Looks), MemberType = typeof(PageSession))]
    public async Task Collections_Always_AreSound(ColorScheme scheme, int width)
    {
        await using var session = await PageSession.OpenAsync(web, scheme, width, "/admin/collections");
        await Expect(session.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "sample" })).ToContainTextAsync("Ready");
        await session.AssertSoundAsync($"collections-{PageSession.Name(scheme, width)}");

        await session.Page.GetByRole(AriaRole.Link, new() { Name = "sample", Exact = true }).ClickAsync();

        await Expect(session.Page.GetByText("Adult Sepsis: The First Hour")).ToBeVisibleAsync();
        await session.AssertSoundAsync($"collection-{PageSession.Name(scheme, width)}");
    }

    [Fact]
    public async Task Ingestion_OfAFolder_IsFollowedToItsEndAndSurvivesAReload()
    {
        var folder = Directory.CreateDirectory(Path.Combine(web.DataDirectory, "to-ingest"));
        for (var i = 0; i < 12; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"ward-{i}.txt"), $"Ward {i} locks its cupboard at {i} o'clock.", TestContext.Current.CancellationToken);
        }

        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "hidden.txt"), "Plain words with a \u200b\u200b\u200bhidden \u202epart\u202c in them.", TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "broken.txt"), [0xff, 0x00, 0xfe, 0x00, 0x00, 0x01, 0xd8], TestContext.Current.CancellationToken);
        await using var session = await PageSession.OpenAsync(web, path: "/admin/collections");
        var page = session.Page;
        await page.GetByLabel("Name").FillAsync("wards");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "wards", Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Ingestion" }).ClickAsync();
        await page.GetByLabel("Into collection").SelectOptionAsync("wards");
        await page.GetByLabel("File or folder on the server").FillAsync(folder.FullName);
        await session.AssertSoundAsync("ingestion");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/admin/ingestion/[0-9a-f-]{36}"));

        await page.ReloadAsync();

        await Expect(page.Locator(".state")).ToContainTextAsync("Done", new() { Timeout = 30_000 });
        await session.AssertSoundAsync("ingestion-job");
        var list = await page.GetByRole(AriaRole.Link, new() { Name = "Download the list, CSV" }).GetAttributeAsync("href");
        Assert.Contains("broken.txt", await web.Http.GetStringAsync(list, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var first = page.Url;
        await page.GetByRole(AriaRole.Button, new() { Name = "Try the failed ones again" }).ClickAsync();
        await Expect(page).Not.ToHaveURLAsync(first);
        await Expect(page.GetByText("13 unchanged")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(page.Locator(".state")).ToContainTextAsync("Done, with failures", new() { Timeout = 30_000 });
        await page.GetByRole(AriaRole.Link, new() { Name = "Ingestion", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "wards" }).First).ToContainTextAsync("Done, with failures");
        await session.AssertSoundAsync("ingestion-jobs");
        await page.GetByRole(AriaRole.Link, new() { Name = "Flagged", Exact = true }).ClickAsync();
        var wards = page.GetByRole(AriaRole.Region, new() { Name = "wards", Exact = true });
        await Expect(wards.GetByRole(AriaRole.Row).Filter(new() { HasText = "broken.txt" })).ToContainTextAsync("did not go in");
        await Expect(wards.GetByRole(AriaRole.Row).Filter(new() { HasText = "hidden.txt" })).ToContainTextAsync("flagged");
        await session.AssertSoundAsync("flagged-documents");
        await wards.GetByRole(AriaRole.Link, new() { Name = "job" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Look at the collection" }).ClickAsync();
        await page.GetByLabel("Flagged only").CheckAsync();
        await Expect(page.GetByRole(AriaRole.Rowheader)).ToHaveCountAsync(1);
        await session.AssertSoundAsync("flagged");
        await page.GetByLabel("Flagged only").UncheckAsync();
        var ward = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "ward-3.txt" });
        await ward.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Delete") }).ClickAsync();
        await ward.GetByRole(AriaRole.Button, new() { Name = "Delete it" }).ClickAsync();
        await Expect(ward).ToHaveCountAsync(0);
        await page.GetByLabel("type wards").FillAsync("wards");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete collection" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/admin/collections$"));
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "wards", Exact = true })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Ingestion_Paused_StaysSoOverAReloadAndGoesOnOrEnds()
    {
        const int Documents = 600;
        var folder = Directory.CreateDirectory(Path.Combine(web.DataDirectory, "to-pause"));
        for (var i = 0; i < Documents; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"bay-{i}.txt"), $"Bay {i} is cleaned at {i} minutes past the hour, and its curtain is changed on day {i} of the year.", TestContext.Current.CancellationToken);
        }

        await web.MakeCollectionAsync("bays");
        await using var session = await PageSession.OpenAsync(web, path: "/admin/ingestion");
        var page = session.Page;
        await page.GetByLabel("Into collection").SelectOptionAsync("bays");
        await page.GetByLabel("File or folder on the server").FillAsync(folder.FullName);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(page.Locator(".state")).ToContainTextAsync("Paused");
        await page.ReloadAsync();
        await Expect(page.Locator(".state")).ToContainTextAsync("Paused");
        await session.AssertSoundAsync("ingestion-paused");
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Expect(page.Locator(".state")).ToContainTextAsync("Running");
        await session.PictureAsync("ingestion-running");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(page.Locator(".state")).ToContainTextAsync("Cancelled");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Look at the collection" })).ToBeVisibleAsync();
    }
}
