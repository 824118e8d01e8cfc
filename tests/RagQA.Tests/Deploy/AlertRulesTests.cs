using System.Net.Http.Json;
using System.Text.RegularExpressions;
using RagQA.Server;

namespace RagQA.Tests.Deploy;

/// <summary>The alert rules, compared with what a running server tells and with what its operator is told to do.</summary>
public sealed partial class AlertRulesTests
{
    private static readonly string[] _ofPrometheus = ["up", "sum", "min", "max", "rate", "increase", "histogram_quantile"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Rules_EachHasAHeadingInTheManualAndSaysSo()
    {
        var manual = File.ReadAllLines(RepositoryRoot.Combine("docs", "operations.md"));
        Assert.NotEmpty(Values("- alert"));
        Assert.All(Values("- alert"), alert => Assert.Contains($"### {alert}", manual));
        Assert.Equal(Values("- alert").Select(alert => $"docs/operations.md#{alert.ToLowerInvariant()}"), Values("runbook"));
        Assert.Equal(Values("- alert").Order(), manual.Where(l => l.StartsWith("### RagQA", StringComparison.Ordinal)).Select(l => l["### ".Length..]).Order());
    }

    [Fact]
    public async Task Rules_EveryMetric_IsOneOfARunningServer()
    {
        using var folder = new TemporaryFolder();
        await using var server = await RagQAHost.CreateServerAsync(
            new ServerOptions { DataDirectory = folder.File("data"), ModelsDirectory = RepositoryRoot.Combine("models"), Port = 0, Roles = ["silo", "api"] }, Ct);
        await server.StartAsync(Ct);
        using var http = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };
        (await http.PutAsJsonAsync("/v1/collections/empty", new { kind = "reference", partitions = 1 }, Ct)).EnsureSuccessStatusCode();
        (await http.PostAsJsonAsync("/v1/collections/empty/answers", new { question = "Who keeps the keys?" }, Ct)).EnsureSuccessStatusCode();

        var needed = Values("expr").SelectMany(Metrics).ToHashSet(StringComparer.Ordinal);
        var told = new HashSet<string>(StringComparer.Ordinal);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        late.CancelAfter(TimeSpan.FromMinutes(1));
        while (!needed.IsSubsetOf(told))
        {
            // The planner's first round may not be over.
            Assert.False(late.IsCancellationRequested, $"/metrics has no {string.Join(", ", needed.Except(told))}.");
            var reply = await http.GetStringAsync("/metrics", Ct);
            told = [.. reply.Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('{', ' ')[0])];
        }

        await server.StopAsync(Ct);
    }

    /// <summary>What is left of an expression without labels, ranges, numbers and Prometheus' own words.</summary>
    private static IEnumerable<string> Metrics(string expression)
        => Word().Matches(NotMetrics().Replace(expression, " ")).Select(m => m.Value).Where(word => !_ofPrometheus.Contains(word));

    private static string[] Values(string key)
        => [.. File.ReadLines(RepositoryRoot.Combine("deploy", "prometheus", "alerts.yaml")).Select(l => l.Trim()).Where(l => l.StartsWith($"{key}: ", StringComparison.Ordinal)).Select(l => l[(key.Length + 2)..])];

    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]|\bby \([^)]*\)")]
    private static partial Regex NotMetrics();

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Word();
}
