using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RagQA.WebTests.Server;
using static Microsoft.Playwright.Assertions;

namespace RagQA.WebTests.Pages;

public sealed class AskPageTests(WebFixture web)
{
    private const string Answerable = "How soon must antibiotics be in for a septic patient whose NEWS2 is only 5 or 6?";
    private const string Unanswerable = "Which anaesthetic gas do dolphins prefer on Jupiter?";

    [Theory]
    [MemberData(nameof(PageSession.Looks), MemberType = typeof(PageSession))]
    public async Task Ask_FromAnEmptyPage_ShowsTheQuotedAnswerWithItsSource(ColorScheme scheme, int width)
    {
        await using var session = await PageSession.OpenAsync(web, scheme, width);
        var page = session.Page;
        await Expect(page.GetByLabel("Question")).ToBeEnabledAsync();
        await session.ChooseCollectionAsync("sample");
        await session.AssertSoundAsync($"empty-{PageSession.Name(scheme, width)}");

        await session.AskAsync(Answerable);

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Answer", Exact = true, Level = 2 })).ToBeVisibleAsync();
        await Expect(page.Locator(".ask-result")).ToContainTextAsync("three hours");
        await Expect(page.Locator(".ask-result")).ToContainTextAsync("Adult Sepsis: The First Hour");
        await Expect(page.Locator(".ask-result")).ToContainTextAsync("RagQA sample, not for clinical use");
        await Expect(page.Locator(".ask-result")).ToContainTextAsync("4 of 4 partitions");
        await Expect(page.Locator("mark").First).ToBeVisibleAsync();
        await Expect(page.Locator("header .revision")).ToHaveTextAsync(new Regex(@"^\s*sample\s+revision [1-9]\d*\s*$"));
        await session.AssertSoundAsync($"answer-{PageSession.Name(scheme, width)}");
    }

    [Theory]
    [MemberData(nameof(PageSession.Looks), MemberType = typeof(PageSession))]
    public async Task Ask_WhatNoDocumentHolds_SaysSoAndShowsRelatedPassages(ColorScheme scheme, int width)
    {
        await using var session = await PageSession.OpenAsync(web, scheme, width);
        await session.ChooseCollectionAsync("sample");

        await session.AskAsync(Unanswerable);

        await Expect(session.Page.Locator(".ask-result")).ToContainTextAsync("No passage answers this");
        await Expect(session.Page.Locator(".ask-result")).ToContainTextAsync("not answers");
        await session.AssertSoundAsync($"no-answer-{PageSession.Name(scheme, width)}");
    }

    [Fact]
    public async Task Ask_AboutAPatient_NeedsThePatient()
    {
        await using var session = await PageSession.OpenAsync(web);
        var page = session.Page;
        await session.ChooseCollectionAsync("patients");
        await session.SendAsync("What dose of bisoprolol was Mrs Okafor sent home on?");
        await Expect(page.Locator(".problem")).ToContainTextAsync("patient");
        await session.AssertSoundAsync("patient-missing");
        await page.GetByLabel("Patient required").SelectOptionAsync("patient-okafor");

        await session.AskAsync("What dose of bisoprolol was Mrs Okafor sent home on?");

        await Expect(page.Locator(".ask-result")).ToContainTextAsync("Okafor");
        Assert.DoesNotContain("Hargreaves", await page.Locator(".ask-result").InnerTextAsync(), StringComparison.Ordinal);
        await session.AssertSoundAsync("patient");
    }

    [Fact]
    public async Task Answer_Reopened_IsTheSame()
    {
        await using var session = await PageSession.OpenAsync(web);
        await session.ChooseCollectionAsync("sample");
        await session.AskAsync(Answerable);

        await session.Page.ReloadAsync();

        await Expect(session.Page.Locator(".ask-result")).ToContainTextAsync("three hours");
        Assert.DoesNotContain("septic", session.Page.Url, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    public async Task Ask_WithTooLittle_StaysOnThePageAndSaysSo(string question)
    {
        await using var session = await PageSession.OpenAsync(web);
        await Expect(session.Page.GetByLabel("Question")).ToBeEnabledAsync();

        await session.Page.GetByLabel("Question").FillAsync(question);
        await session.Page.GetByLabel("Question").PressAsync("Enter");

        await Expect(session.Page.GetByText("at least 3 characters")).ToBeVisibleAsync();
        Assert.DoesNotContain("/answers/", session.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_OfACitation_ShowsTheMarkedSpan()
    {
        await using var session = await PageSession.OpenAsync(web);
        await session.ChooseCollectionAsync("sample");
        await session.AskAsync(Answerable);

        var link = session.Page.Locator(".ask-result a[href*='/documents/']").First;
        await session.Page.GotoAsync((await link.GetAttributeAsync("href"))!);

        await Expect(session.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Sepsis");
        await Expect(session.Page.Locator("mark").First).ToContainTextAsync("three hours");
        await session.AssertSoundAsync("document");
    }

    [Theory]
    [MemberData(nameof(PageSession.Looks), MemberType = typeof(PageSession))]
    public async Task About_Always_IsSound(ColorScheme scheme, int width)
    {
        await using var session = await PageSession.OpenAsync(web, scheme, width, "/about");

        await Expect(session.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Expect(session.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Word for word right" })).ToContainTextAsync("%");
        await session.AssertSoundAsync($"about-{PageSession.Name(scheme, width)}");
    }
}
