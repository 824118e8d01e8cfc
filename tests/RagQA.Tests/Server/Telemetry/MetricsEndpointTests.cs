using System.Net;
using RagQA.Server;

namespace RagQA.Tests.Server.Telemetry;

/// <summary>Figures of a silo that serves nobody else.</summary>
public sealed class MetricsEndpointTests
{
    [Fact]
    public async Task Metrics_OfASiloWithoutApiAndPage_AreThere()
    {
        var ct = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var server = await RagQAHost.CreateServerAsync(
            new ServerOptions { DataDirectory = folder.File("data"), ModelsDirectory = RepositoryRoot.Combine("models"), Port = 0, Roles = ["silo"] }, ct);
        await server.StartAsync(ct);
        using var http = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };

        Assert.Contains("ragqa_questions_total{otel_scope_name=\"RagQA\",status=\"answered\"} 0", await http.GetStringAsync("/metrics", ct), StringComparison.Ordinal);
        using var question = await http.PostAsync("/v1/collections/sample/answers", new StringContent("{}"), ct);
        Assert.Equal(HttpStatusCode.NotFound, question.StatusCode);

        await server.StopAsync(ct);
    }
}
