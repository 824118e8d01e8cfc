using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RagQA.Tests.Corpus.Hostile;
using RagQA.WebTests.Server;
using static Microsoft.Playwright.Assertions;

namespace RagQA.WebTests.Pages;

/// <summary>The states of the ask page beside a plain answer, reached through the server's own test switches.</summary>
public sealed class AskStateTests(WebFixture web)
{
    // Answered by the sample; every test words its own question, because faults belong to questions.
    private const string Stem = "How soon must antibiotics be in for a septic patient whose NEWS2 is only 5 or 6";

    [Theory]
    [MemberData(nameof(PageSession.Looks), MemberType = typeof(PageSession))]
    public async Task Running_BeforeReadingEnds_ShowsPassagesAndStops(ColorScheme scheme, int width)
    {
        var question = $"{Stem}, stopped in {scheme} at {width}?";
        await web.FaultAsync(new { question, readDelayMs = 60_000 });
        await using var session = await AtSampleAsync(scheme, width);
        await ChooseLongestDeadlineAsync(session);
        await session.SendAsync(question);

        await Expect(session.Page.Locator("details.passage").First).ToBeVisibleAsync();
        await Expect(session.Page.GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();
        await session.AssertSoundAsync($"running-{PageSession.Name(scheme, width)}");

        // The time is reported, not asserted: it is the machine's as much as the page's.
        var milliseconds = await session.Page.EvaluateAsync<double>(
            """
            () => new Promise(done => {
                const start = performance.now();
                new MutationObserver((_, observer) => {
                    if (!document.querySelector('progress')) { observer.disconnect(); done(performance.now() - start); }
                }).observe(document.body, { childList: true, subtree: true });
                document.querySelector('[data-stop]').click();
            })
            """);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"stopped after {milliseconds:0} ms"));
        await Expect(session.Page.GetByText("The question was stopped before there was an answer.")).ToBeVisibleAsync();
        await Expect(session.Page.Locator(".answer")).ToHaveCountAsync(0);
        await Expect(session.Page.Locator("details.passage").First).ToBeVisibleAsync();
        await session.AssertSoundAsync($"stopped-{PageSession.Name(scheme, width)}");
    }

    [Fact]
    public async Task Running_ReloadedInTheMiddle_GoesOnToTheAnswer()
    {
        var question = $"{Stem}, reloaded?";
        await web.FaultAsync(new { question, readDelayMs = 4_000 });
        await using var session = await AtSampleAsync();
        await session.SendAsync(question);
        await Expect(session.Page).ToHaveURLAsync(new Regex("/answers/"));

        await session.Page.ReloadAsync();

        await Expect(session.Page.Locator(".answer mark").First).ToContainTextAsync("three hours", new() { Timeout = 20_000 });
        await Expect(session.Page.GetByLabel("Question")).ToHaveValueAsync(question);
    }

    [Theory]
    [MemberData(nameof(PageSession.Looks), MemberType = typeof(PageSession))]
    public async Task Degraded_WithoutOnePartition_SaysHowMuchWasSearched(ColorScheme scheme, int width)
    {
        var question = $"{Stem}, in part, {scheme} at {width}?";
        await web.FaultAsync(new { question, partition = 1 });
        await using var session = await AtSampleAsync(scheme, width);

        await session.AskAsync(question);

        await Expect(session.Page.Locator(".ask-result")).ToContainTextAsync("3 of 4 partitions, about 75 % of the passages");
        await Expect(session.Page.Locator(".ask-result")).ToContainTextAsync("Partition 1 did not answer in time");
        await Expect(session.Page.GetByRole(AriaRole.Button, new() { Name = "Ask again" })).ToBeVisibleAsync();
        await session.AssertSoundAsync($"degraded-{PageSession.Name(scheme, width)}");
    }

    [Theory]
    [MemberData(nameof(PageSession.Looks), MemberType = typeof(PageSession))]
    public async Task Misspelt_Word_IsAskedOtherwiseOnlyByAClick(ColorScheme scheme, int width)
    {
        var question = $"{Stem.Replace("antibiotics", "antibiotiks", StringComparison.Ordinal)}, {scheme} at {width}?";
        await using var session = await AtSampleAsync(scheme, width);
        await session.AskAsync(question);
        await Expect(session.Page.Locator(".ask-result")).ToContainTextAsync("No passage holds “antibiotiks”.");
        await Expect(session.Page.GetByLabel("Question")).ToHaveValueAsync(question);
        await session.AssertSoundAsync($"spelling-{PageSession.Name(scheme, width)}");

        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Ask with “antibiotics”" }).ClickAsync();

        await Expect(session.Page.GetByLabel("Question")).ToHaveValueAsync(question.Replace("antibiotiks", "antibiotics", StringComparison.Ordinal));
        await Expect(session.Page.GetByText("No passage holds")).ToHaveCountAsync(0);
        await Expect(session.Page.Locator(".answer mark").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Deadline_BeforeEverythingWasRead_OffersToSearchLonger()
    {
        var question = $"{Stem}, in a hurry?";
        await web.FaultAsync(new { question, readDelayMs = 30_000 });
        await using var session = await AtSampleAsync();
        await session.Page.Locator("details.options > summary").ClickAsync();
        await session.Page.GetByLabel("Deadline").SelectOptionAsync("2");

        await session.AskAsync(question);

        await Expect(session.Page.Locator(".ask-result")).ToContainTextAsync("not read before the deadline");
        await Expect(session.Page.GetByRole(AriaRole.Button, new() { Name = "Search longer, 4 s" })).ToBeVisibleAsync();
        await session.AssertSoundAsync("deadline");
    }

    [Theory]
    [MemberData(nameof(PageSession.Looks), MemberType = typeof(PageSession))]
    public async Task Disagreement_OfTwoSources_ShowsBothSides(ColorScheme scheme, int width)
    {
        var name = await web.MakeCollectionAsync(
            "disagreement",
            ("a", new { title = "Anaphylaxis", source = "North wing", date = "2025-01-02", text = "The dose of adrenaline in anaphylaxis is 500 micrograms." }),
            ("b", new { title = "Anaphylaxis in adults", source = "South wing", date = "2012-01-02", text = "Adrenaline in anaphylaxis: the dose is 300 micrograms." }));
        await using var session = await PageSession.OpenAsync(web, scheme, width);
        await session.ChooseCollectionAsync(name);

        await session.AskAsync("What is the dose of adrenaline in anaphylaxis?");

        await Expect(session.Page.GetByText("Sources disagree", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(session.Page.Locator(".confidence")).ToHaveCountAsync(0);
        await Expect(session.Page.Locator(".side")).ToHaveCountAsync(2);
        await Expect(session.Page.Locator(".passages")).ToContainTextAsync("Older than 10 years");
        await session.AssertSoundAsync($"disagreement-{PageSession.Name(scheme, width)}");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Weak_ALowScore_ShowsPassagesFirstAndTheSpanSmall(int width)
    {
        await using var session = await AtSampleAsync(ColorScheme.Light, width);

        await session.AskAsync("What volume of fluid is given first in sepsis?");

        await Expect(session.Page.GetByText("Weak evidence")).ToBeVisibleAsync();
        await Expect(session.Page.Locator(".quotation-large")).ToHaveCountAsync(0);
        Assert.True(await session.Page.EvaluateAsync<bool>("document.querySelector('details.passage').compareDocumentPosition(document.querySelector('.answer')) === Node.DOCUMENT_POSITION_FOLLOWING"));
        await session.AssertSoundAsync($"weak-{PageSession.Name(ColorScheme.Light, width)}");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Medium_AMiddlingScore_SaysSoInWordNumberAndMeaning(ColorScheme scheme, int width)
    {
        await using var session = await AtSampleAsync(scheme, width);

        await session.AskAsync("Which neuromuscular disorder rules out gentamicin altogether?");

        await Expect(session.Page.Locator(".confidence")).ToContainTextAsync(new Regex("Medium, 0\\.[5-7]\\d: of answers scored like this, about \\d\\d % were right when tested on BioASQ"));
        await Expect(session.Page.GetByText("Weak evidence")).ToHaveCountAsync(0);
        await Expect(session.Page.Locator(".quotation-large")).ToBeVisibleAsync();
        await session.AssertSoundAsync($"medium-{PageSession.Name(scheme, width)}");
    }

    [Fact]
    public async Task SameWords_InTwoDocuments_NamesTheOther()
    {
        const string Text = "The bell of the chapel is rung every Thursday.";
        var name = await web.MakeCollectionAsync("bells", ("chapel", new { title = "Chapel", text = Text }), ("chapel-copy", new { title = "Chapel, copied", text = Text }));
        await using var session = await PageSession.OpenAsync(web);
        await session.ChooseCollectionAsync(name);

        await session.AskAsync("On which day is the bell of the chapel rung?");

        await Expect(session.Page.Locator(".answer")).ToContainTextAsync(new Regex("The same words also in\\s+chapel(-copy)?"));
        await Expect(session.Page.Locator("details.passage")).ToHaveCountAsync(1);
        await session.AssertSoundAsync("same-words");
    }

    [Fact]
    public async Task Filters_ByFactsOfDocuments_LeaveOthersOutAndOutliveAReload()
    {
        const string Question = "On which day is the boiler swept?";
        var name = await web.MakeCollectionAsync(
            "boilers",
            ("old", new { title = "Boilers", source = "Estates", language = "en", studyType = "audit", authors = new[] { "A. Author" }, trustTier = 3, retracted = true, text = "The boiler is swept every Monday." }),
            ("new", new { title = "Boilers again", source = "Works", language = "en", studyType = "review", authors = new[] { "B. Other" }, trustTier = 1, text = "The boiler is swept every Friday." }));
        await using var session = await PageSession.OpenAsync(web);
        var page = session.Page;
        await session.ChooseCollectionAsync(name);
        await page.Locator("[data-filters] > summary").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Study type" })).ToBeVisibleAsync();
        await session.AssertSoundAsync("filters-of-facts");
        await page.GetByLabel("Retracted").CheckAsync();
        await page.GetByLabel("Trust tier").SelectOptionAsync("1");
        await page.GetByLabel("Author or source holds").FillAsync("other");
        await page.GetByLabel("Author or source holds").PressAsync("Tab");
        await page.GetByLabel("review").CheckAsync();
        await Expect(page.GetByText("1 of 2 documents left")).ToBeVisibleAsync();

        await session.AskAsync(Question);

        await Expect(page.Locator(".answer mark").First).ToContainTextAsync("Friday");
        await Expect(page.Locator(".ask-result")).Not.ToContainTextAsync("Monday");
        await page.ReloadAsync();
        await Expect(page.Locator(".chip")).ToHaveTextAsync([new Regex("review"), new Regex("by other"), new Regex("trust tier 1"), new Regex("not retracted")]);
        await session.AssertSoundAsync("filtered");
        await page.GotoAsync(new Uri(page.Url).AbsolutePath + "/print");
        await Expect(page.GetByText("Only documents that are: review; by other; trust tier 1; not retracted.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Pdf_WithAnAddress_OpensAtThePageOfTheQuote()
    {
        await web.MakeCollectionAsync("pdf");
        var pdf = new RawPdf()
            .Object(1, "<< /Type /Catalog /Pages 2 0 R >>")
            .Object(2, "<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>")
            .Object(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>")
            .Stream(4, "BT /F1 12 Tf 50 700 Td (The windows of the west wing are washed by the caretaker.) Tj ET")
            .Object(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
            .Object(6, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R /Resources << /Font << /F1 5 0 R >> >> >>")
            .Stream(7, "BT /F1 12 Tf 50 700 Td (The gutter of the west wing is cleared every Wednesday.) Tj ET")
            .Close();
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(pdf), "file", "wing.pdf" },
            { new StringContent("""{"title":"West wing","url":"https://example.org/wing.pdf"}"""), "metadata" },
        };
        (await web.Http.PutAsync("/v1/collections/pdf/documents/wing?wait=true", form, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await using var session = await PageSession.OpenAsync(web);
        await session.ChooseCollectionAsync("pdf");

        await session.AskAsync("On which day is the gutter of the west wing cleared?");

        await Expect(session.Page.Locator(".answer .source").First).ToContainTextAsync("page 2");
        await session.Page.GotoAsync((await session.Page.Locator(".answer a[href*='/documents/']").First.GetAttributeAsync("href"))!);
        await Expect(session.Page.GetByRole(AriaRole.Link, new() { Name = "Open the original" })).ToHaveAttributeAsync("href", "https://example.org/wing.pdf#page=2");
        await session.AssertSoundAsync("pdf-document");
    }

    [Fact]
    public async Task Retracted_ASource_SaysSoAtTheAnswerThePassageAndInTheReader()
    {
        var name = await web.MakeCollectionAsync(
            "retracted",
            ("a", new { title = "Lamps of the east wing", source = "Estates", authors = new[] { "A. Author" }, url = "https://example.org/lamps", retracted = true, supersededBy = "Lamps 2026", text = "The lamp of the east wing is changed every Tuesday." }));
        await using var session = await PageSession.OpenAsync(web);
        await session.ChooseCollectionAsync(name);

        await session.AskAsync("On which day is the lamp of the east wing changed?");

        await Expect(session.Page.Locator(".answer")).ToContainTextAsync("Retracted");
        await Expect(session.Page.Locator(".answer")).ToContainTextAsync("This source was retracted");
        await Expect(session.Page.Locator(".answer")).ToContainTextAsync("Superseded by Lamps 2026");
        await Expect(session.Page.Locator("details.passage")).ToContainTextAsync("Retracted");
        await session.AssertSoundAsync("retracted");
        await session.Page.GotoAsync((await session.Page.Locator(".answer a[href*='/documents/']").First.GetAttributeAsync("href"))!);
        await Expect(session.Page.Locator(".reader-head")).ToContainTextAsync("Retracted");
        await Expect(session.Page.GetByRole(AriaRole.Link, new() { Name = "Open the original" })).ToHaveAttributeAsync("href", "https://example.org/lamps");
        await session.AssertSoundAsync("retracted-document");
    }

    [Fact]
    public async Task Typing_WhileTheAnswerComes_IsKeptAndTheAnswerNamesItsQuestion()
    {
        var question = $"{Stem}, and then?";
        await web.FaultAsync(new { question, readDelayMs = 3_000 });
        await using var session = await AtSampleAsync();
        await session.SendAsync(question);
        await Expect(session.Page.Locator("details.passage").First).ToBeVisibleAsync();

        await session.Page.GetByLabel("Question").FillAsync("What comes next");

        await Expect(session.Page.Locator(".answer mark").First).ToContainTextAsync("three hours");
        await Expect(session.Page.GetByLabel("Question")).ToHaveValueAsync("What comes next");
        await Expect(session.Page.GetByText($"Answer to: “{question}”")).ToBeVisibleAsync();
        await session.AssertSoundAsync("next-question-typed");
    }

    [Fact]
    public async Task Filters_Chosen_AskAgainAndCanBeTakenAway()
    {
        await using var session = await AtSampleAsync();
        await session.AskAsync($"{Stem}, filtered?");
        await session.Page.Locator("[data-filters] > summary").ClickAsync();
        await Expect(session.Page.GetByText("Document type")).ToBeVisibleAsync();
        await session.PictureAsync("filters");
        await session.Page.GetByLabel("To", new() { Exact = true }).FillAsync("1901");
        await session.Page.GetByLabel("To", new() { Exact = true }).PressAsync("Tab");

        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Apply and ask again" }).ClickAsync();

        await Expect(session.Page.GetByText("The filters leave nothing to search")).ToBeVisibleAsync();
        await session.AssertSoundAsync("filtered-out");
        await session.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Ask without “until 1901”") }).ClickAsync();
        await Expect(session.Page.Locator(".answer mark").First).ToContainTextAsync("three hours");
        await Expect(session.Page.Locator(".chip")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Gone_AnUnknownAnswer_SaysSo()
    {
        await using var session = await PageSession.OpenAsync(web, path: $"/answers/{Guid.NewGuid()}");

        await Expect(session.Page.GetByText("This answer is no longer kept")).ToBeVisibleAsync();
        await session.AssertSoundAsync("gone");
    }

    /// <summary>What is looked at must not end by itself meanwhile, however busy the machine is.</summary>
    private static async Task ChooseLongestDeadlineAsync(PageSession session)
    {
        var options = session.Page.Locator("details.options > summary");
        await options.ClickAsync();
        await session.Page.GetByLabel("Deadline").SelectOptionAsync("60");
        await options.ClickAsync();
    }

    private async Task<PageSession> AtSampleAsync(ColorScheme scheme = ColorScheme.Light, int width = 1280)
    {
        var session = await PageSession.OpenAsync(web, scheme, width);
        await session.ChooseCollectionAsync("sample");
        return session;
    }
}
