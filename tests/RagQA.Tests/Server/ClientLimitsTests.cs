using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RagQA.Server.Api;

namespace RagQA.Tests.Server;

public sealed class ClientLimitsTests
{
    [Fact]
    public async Task Questions_OverTheLimitOfOneClient_AreRefusedWithAProblemAndWhenToComeBack()
    {
        var token = TestContext.Current.CancellationToken;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRagQAApi();
        builder.Services.Configure<ClientLimitOptions>(o => (o.QuestionsPerSecond, o.Burst) = (1, 2));
        await using var app = builder.Build();
        app.UseRagQAApi();
        app.MapPost("/v1/asked", () => "answered").RequireRateLimiting(ClientLimits.Questions);
        app.MapPost("/v1/other", () => "done");
        await app.StartAsync(token);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => http.PostAsync("/v1/asked", null, token)));

        var refused = replies.Where(r => r.StatusCode == HttpStatusCode.TooManyRequests).ToArray();
        Assert.NotEmpty(refused);
        Assert.Equal(20, refused.Length + replies.Count(r => r.StatusCode == HttpStatusCode.OK));
        Assert.InRange(replies.Length - refused.Length, 2, 19);
        Assert.NotNull(refused[0].Headers.RetryAfter);
        var problem = await refused[0].Content.ReadFromJsonAsync<JsonElement>(token);
        Assert.Equal("urn:ragqa:problem:busy", problem.GetProperty("type").GetString());
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync("/v1/other", null, token)).StatusCode);
    }
}
