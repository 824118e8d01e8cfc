using System.Net.Http.Json;
using Microsoft.Playwright;
using RagQA.Tests.Processes;
using RagQA.WebTests.Server;
using static Microsoft.Playwright.Assertions;

namespace RagQA.WebTests.Pages;

/// <summary>A cluster whose operator looks closer: with a collector of traces, and with Orleans' dashboard.</summary>
public sealed class OperatedClusterTests(WebFixture web) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ragqa-operated-");
    private readonly TraceCollector _collector = new();
    private RagQAProcess _cluster = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _cluster = await RagQAProcess.ClusterUpAsync(_directory.FullName, 2, new()
    {
        ["RagQA__Cluster__Dashboard"] = "true",
        ["RagQA__Telemetry__OtlpEndpoint"] = _collector.Address,
    });

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _collector.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Operator_FindsEachQuestionOfAPageAsOneTraceAndTheGrainsOnTheDashboard()
    {
        using var http = new HttpClient { BaseAddress = _cluster.Address };
        (await http.PutAsJsonAsync("/v1/collections/wards", new { kind = "reference", partitions = 4 }, Ct)).EnsureSuccessStatusCode();
        (await http.PutAsJsonAsync(
            "/v1/collections/wards/documents/keys?wait=true", new { title = "Keys", text = "The nurse in charge keeps the keys of the drug cupboard." }, Ct)).EnsureSuccessStatusCode();

        // 1 Two questions of one page are two traces, each down to the partitions.
        await using (var asking = await PageSession.OpenAsync(web.Browser, _cluster.Address))
        {
            await asking.AskAsync("Who keeps the keys?");
            await asking.AskAsync("Who keeps the keys of the drug cupboard?");
        }

        var traces = await TracesOfPagesAsync(2);
        Assert.All(traces, spans =>
        {
            Assert.Single(spans, "ragqa.page");
            Assert.Single(spans, "ragqa.answer");

            // The call and its doing.
            Assert.Equal(2 * 4, spans.Count(name => name == "IPartitionGrain/Search"));
        });

        // 2 What silos tell each other all the time is in no trace.
        Assert.DoesNotContain(_collector.Traces.SelectMany(t => t), name => name.StartsWith("IPlannerGrain/Ping", StringComparison.Ordinal));

        // 3 The dashboard is a click away and at home.
        await using var session = await PageSession.OpenAsync(web.Browser, _cluster.Address, path: "/admin/cluster");
        var page = session.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Grains and their calls" }).ClickAsync();
        await Expect(page).ToHaveTitleAsync("Orleans Dashboard");
        await Expect(page.GetByText("Activations").First).ToBeVisibleAsync();
        await session.PictureAsync("orleans-dashboard");
        Assert.Empty(session.OffHost);
        Assert.Empty(session.Complaints);
    }

    private async Task<string[][]> TracesOfPagesAsync(int count)
    {
        using var late = new CancellationTokenSource(Patience);
        while (true)
        {
            string[][] found = [.. _collector.Traces.Select(t => t.ToArray()).Where(t => t.Contains("ragqa.page") && t.Contains("ragqa.answer"))];
            if (found.Length >= count && found.All(t => t.Count(name => name == "IPartitionGrain/Search") >= 8))
            {
                return found;
            }

            Assert.False(late.IsCancellationRequested, $"The collector has {string.Join(" | ", _collector.Traces.Select(t => string.Join(' ', t)))}.");
            await Task.Delay(50, Ct);
        }
    }
}
