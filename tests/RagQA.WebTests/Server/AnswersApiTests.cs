using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;

namespace RagQA.WebTests.Server;

public sealed class AnswersApiTests(WebFixture web)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_OfTheSample_QuotesTheStoredText()
    {
        var answer = await AskAsync("sample", new { question = "How soon must antibiotics be in for a septic patient whose NEWS2 is only 5 or 6?" });

        Assert.Equal("answered", answer.GetProperty("status").GetString());
        var best = answer.GetProperty("answers")[0];
        var citation = best.GetProperty("citations")[0];
        Assert.Contains("three hours", best.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("not for clinical use", citation.GetProperty("source").GetString(), StringComparison.Ordinal);
        var document = await web.Http.GetFromJsonAsync<JsonElement>($"/v1/collections/sample/documents/{citation.GetProperty("documentId").GetString()}", Ct);
        var text = document.GetProperty("text").GetString()!;
        Assert.Equal(best.GetProperty("text").GetString(), text[citation.GetProperty("start").GetInt32()..citation.GetProperty("end").GetInt32()]);
        Assert.Equal(4, answer.GetProperty("coverage").GetProperty("answered").GetInt32());
    }

    [Fact]
    public async Task Ask_WithEvents_StreamsPassagesBeforeTheAnswer()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/collections/sample/answers")
        {
            Content = JsonContent.Create(new { question = "What volume of fluid is given first in sepsis?" }),
        };
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await web.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);

        var events = await SseParser.Create(await response.Content.ReadAsStreamAsync(Ct)).EnumerateAsync(Ct).ToArrayAsync(Ct);

        Assert.Equal("answer", events[^1].EventType);
        Assert.Contains(events, e => e.EventType == "progress");
        Assert.Contains(events, e => e.EventType == "passage");
        Assert.Equal(Enumerable.Range(0, events.Length).Select(i => $"{i}"), events.Select(e => e.EventId));
        var kept = await web.Http.GetFromJsonAsync<JsonElement>(response.Headers.Location, Ct);
        Assert.Equal(JsonDocument.Parse(events[^1].Data).RootElement.GetProperty("id").GetString(), kept.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Ask_OfAPatient_NeedsTheSubject()
    {
        var without = await PostAsync("patients", """{"question":"What dose of bisoprolol is taken?"}"""u8.ToArray());
        var with = await AskAsync("patients", new { question = "What dose of bisoprolol was Mrs Okafor sent home on?", subject = "patient-okafor" });

        await AssertProblemAsync(without, HttpStatusCode.BadRequest, "subject");
        Assert.All(with.GetProperty("passages").EnumerateArray(), p => Assert.Contains("Okafor", p.GetProperty("title").GetString(), StringComparison.Ordinal));
    }

    public static TheoryData<string, string, HttpStatusCode> BadBodies => new()
    {
        { "empty question", """{"question":""}""", HttpStatusCode.BadRequest },
        { "blank question", """{"question":"     "}""", HttpStatusCode.BadRequest },
        { "no question", "{}", HttpStatusCode.BadRequest },
        { "no JSON", "how much?", HttpStatusCode.BadRequest },
        { "lone surrogate", """{"question":"\ud800 how much?"}""", HttpStatusCode.BadRequest },
        { "too long", $$"""{"question":"{{new string('a', 600)}}"}""", HttpStatusCode.RequestEntityTooLarge },
        { "ten megabytes", $$"""{"question":"{{new string('a', 10_000_000)}}"}""", HttpStatusCode.RequestEntityTooLarge },
        { "top too large", """{"question":"how much?","top":1000}""", HttpStatusCode.BadRequest },
        { "subject in a reference collection", """{"question":"how much?","subject":"x"}""", HttpStatusCode.BadRequest },
    };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task Ask_WithABadBody_GivesAProblemThatSaysWhatToDo(string what, string body, HttpStatusCode expected)
    {
        Assert.NotEmpty(what);
        await AssertProblemAsync(await PostAsync("sample", Encoding.UTF8.GetBytes(body)), expected, "");
        await AssertGoesOnAsync();
    }

    [Fact]
    public async Task Ask_InInvalidUtf8_GivesAProblem()
    {
        await AssertProblemAsync(await PostAsync("sample", [.. "{\"question\":\""u8, 0xff, 0xfe, .. " how much?\"}"u8]), HttpStatusCode.BadRequest, "UTF-8");
        await AssertGoesOnAsync();
    }

    [Fact]
    public async Task Ask_OfAnUnknownCollection_NamesThoseThereAre()
        => await AssertProblemAsync(await PostAsync("nowhere", """{"question":"how much?"}"""u8.ToArray()), HttpStatusCode.NotFound, "sample");

    [Fact]
    public async Task Host_OfAnotherName_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/collections");
        request.Headers.Host = "attacker.example";

        Assert.Equal(HttpStatusCode.BadRequest, (await web.Http.SendAsync(request, Ct)).StatusCode);
    }

    [Fact]
    public async Task Questions_NeverReachTheLog()
    {
        await PostAsync("sample", """{"question":"zebrafinch overdose in Mr Wintergreen?"}"""u8.ToArray());
        await PostAsync("nowhere", """{"question":"zebrafinch overdose in Mr Wintergreen?"}"""u8.ToArray());

        Assert.DoesNotContain("zebrafinch", web.Log, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<JsonElement> AskAsync(string collection, object body)
    {
        var reply = await web.Http.PostAsJsonAsync($"/v1/collections/{collection}/answers", body, Ct);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        return await reply.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    private async Task<HttpResponseMessage> PostAsync(string collection, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/collections/{collection}/answers") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");

        // A body that is refused for its size must not be sent first: the refusal would be lost with the connection.
        request.Headers.ExpectContinue = true;
        return await web.Http.SendAsync(request, Ct);
    }

    private async Task AssertGoesOnAsync()
        => Assert.Equal(HttpStatusCode.OK, (await web.Http.GetAsync("/health/ready", Ct)).StatusCode);

    private static async Task AssertProblemAsync(HttpResponseMessage reply, HttpStatusCode status, string says)
    {
        Assert.Equal(status, reply.StatusCode);
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
        var problem = await reply.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.StartsWith("urn:ragqa:problem:", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Contains(says, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
