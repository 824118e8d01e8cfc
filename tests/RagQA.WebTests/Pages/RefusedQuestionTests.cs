using System.Text.RegularExpressions;
using Microsoft.Playwright;
using RagQA.WebTests.Server;
using static Microsoft.Playwright.Assertions;

namespace RagQA.WebTests.Pages;

/// <summary>Questions that are not taken: what the page says, and that the question is kept.</summary>
public sealed class RefusedQuestionTests(WebFixture web)
{
    // Answered by the sample; every test words its own question, because faults belong to questions.
    private const string Stem = "How soon must antibiotics be in for a septic patient whose NEWS2 is only 5 or 6";

    [Fact]
    public async Task Busy_Refused_CountsDownAndKeepsTheQuestion()
    {
        var question = $"{Stem}, while all is busy?";
        await web.FaultAsync(new { question, refuse = "busy" });
        await using var session = await AtSampleAsync();

        await session.SendAsync(question);

        await Expect(session.Page.GetByText("Busy", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(session.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Try again in \\d s") })).ToBeDisabledAsync();
        await Expect(session.Page.GetByLabel("Question")).ToHaveValueAsync(question);
        await session.AssertSoundAsync("busy");
        await web.ClearFaultAsync(question);
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Try again", Exact = true }).ClickAsync(new() { Timeout = 15_000 });
        await Expect(session.Page.Locator(".answer mark").First).ToContainTextAsync("three hours");
    }

    [Fact]
    public async Task Unavailable_Refused_GivesAnIncidentNumber()
    {
        var question = $"{Stem}, while nothing works?";
        await web.FaultAsync(new { question, refuse = "unavailable" });
        await using var session = await AtSampleAsync();

        await session.SendAsync(question);

        await Expect(session.Page.GetByText("Search is unavailable")).ToBeVisibleAsync();
        await Expect(session.Page.GetByText("Your question was kept.", new() { Exact = true })).ToBeVisibleAsync();
        var number = await session.Page.Locator(".error-id code").InnerTextAsync();
        Assert.Matches("^[0-9a-f]{8}$", number);
        await session.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Copy the number of the error" }).ClickAsync();
        await Expect(session.Page.GetByText("Copied")).ToBeVisibleAsync();
        Assert.Equal(number, await session.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        Assert.Contains(number, web.Log, StringComparison.Ordinal);
        await session.AssertSoundAsync("unavailable");
    }

    [Fact]
    public async Task Refused_AsInvalid_SaysWhyBesideTheQuestion()
    {
        var question = $"{Stem}, which the server does not take?";
        await web.FaultAsync(new { question, refuse = "invalid" });
        await using var session = await AtSampleAsync();

        await session.SendAsync(question);

        await Expect(session.Page.Locator(".problem")).ToContainTextAsync("try again in a moment");
        await Expect(session.Page.GetByLabel("Question")).ToHaveValueAsync(question);
        Assert.DoesNotContain("/answers/", session.Page.Url, StringComparison.Ordinal);
        await session.AssertSoundAsync("refused");
    }

    [Fact]
    public async Task Refused_AsForbidden_SaysThatItIsNotAllowed()
    {
        var question = $"{Stem}, which is not for me?";
        await web.FaultAsync(new { question, refuse = "forbidden" });
        await using var session = await AtSampleAsync();

        await session.SendAsync(question);

        await Expect(session.Page.GetByText("Not allowed", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(session.Page.GetByLabel("Question")).ToHaveValueAsync(question);
        await session.AssertSoundAsync("forbidden");
    }

    [Fact]
    public async Task TooLong_AQuestion_IsCountedAndNotSent()
    {
        await using var session = await AtSampleAsync();

        await session.SendAsync(new string('w', 520));

        await Expect(session.Page.GetByText("520 of 512")).ToBeVisibleAsync();
        await Expect(session.Page.Locator(".problem")).ToBeVisibleAsync();
        Assert.DoesNotContain("/answers/", session.Page.Url, StringComparison.Ordinal);
        await session.AssertSoundAsync("too-long");
    }

    [Fact]
    public async Task PatientData_InAQuestionToReferenceDocuments_IsAskedAboutFirst()
    {
        await using var session = await AtSampleAsync();

        await session.SendAsync("How soon must antibiotics be in for Mrs Okafor, NEWS2 of 5?");

        await Expect(session.Page.GetByText("a person's name")).ToBeVisibleAsync();
        Assert.DoesNotContain("/answers/", session.Page.Url, StringComparison.Ordinal);
        await session.AssertSoundAsync("patient-data");
        await session.Page.GetByRole(AriaRole.Button, new() { Name = "Ask anyway" }).ClickAsync();
        await Expect(session.Page).ToHaveURLAsync(new Regex("/answers/"));
    }

    private async Task<PageSession> AtSampleAsync()
    {
        var session = await PageSession.OpenAsync(web);
        await session.ChooseCollectionAsync("sample");
        return session;
    }
}
