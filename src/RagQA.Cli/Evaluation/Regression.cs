using System.Text.Json;
using System.Text.Json.Serialization;
using RagQA.Server.Api;

namespace RagQA.Cli.Evaluation;

/// <summary>A figure that must not move: <c>tests/regressions/*.json</c>.</summary>
internal sealed record Regression
{
    private static readonly JsonSerializerOptions Json = new(ApiJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public required string Name { get; init; }

    /// <summary>"reader", "open" or "retrieval".</summary>
    public required EvaluationKind Command { get; init; }

    /// <summary>Path of the data set below the data folder; one that begins with <c>tests/</c> is part of the repository.</summary>
    public required string Dataset { get; init; }

    public int? Sample { get; init; }

    public int Seed { get; init; } = 1;

    public RetrievalMode Mode { get; init; }

    public string Aggregation { get; init; } = AnswerAggregations.NameOf(AnswerAggregation.Marginal);

    public string? Split { get; init; }

    public int? Documents { get; init; }

    /// <summary>Figures by their place in the report's JSON, such as "em" or "noAnswer.f1".</summary>
    public required Dictionary<string, ExpectedFigure> Expected { get; init; }

    /// <summary>Why the tolerance is what it is.</summary>
    public required string Reason { get; init; }

    /// <summary>An expected value and how far a run may be worse; what is better never fails.</summary>
    internal sealed record ExpectedFigure(double Value, double Tolerance, bool LessIsBetter = false);

    public static IReadOnlyList<Regression> ReadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>Runs it and returns one line for each figure, with whether it holds.</summary>
    public async Task<IReadOnlyList<(bool Holds, string Line)>> RunAsync(string data, bool verbose, CancellationToken cancellationToken)
    {
        var request = new EvaluationRequest
        {
            Kind = Command,
            Dataset = Path.Combine(Dataset.StartsWith("tests/", StringComparison.Ordinal) ? Locations.Home : data, Dataset),
            Sample = Sample,
            Seed = Seed,
            Mode = Mode,
            Aggregation = AnswerAggregations.ByName[Aggregation],
            Split = Split,
            Documents = Documents,
        };
        var report = EvaluationReport.Of(await request.RunAsync(CacheUse.SameBuild, verbose, cancellationToken));
        return [.. Compare(JsonSerializer.SerializeToElement(report, ApiJson.Options), report.Seconds)];
    }

    /// <summary>Compares the figures of a report with what is expected.</summary>
    public IEnumerable<(bool Holds, string Line)> Compare(JsonElement report, double seconds) => Expected.Select(e =>
    {
        var (value, tolerance, lessIsBetter) = e.Value;
        if (Find(report, e.Key) is not { } measured)
        {
            return (false, $"FAIL {Name}: the report has no figure '{e.Key}'");
        }

        var holds = (lessIsBetter ? value - measured : measured - value) >= -tolerance;
        return (holds, FormattableString.Invariant(
            $"{(holds ? "ok  " : "FAIL")} {Name}, {e.Key}: {measured:0.###} (expected {value:0.###}, tolerance {tolerance:0.###}; {seconds:0} s)"));
    });

    private static double? Find(JsonElement report, string path)
    {
        // A key such as hit@1 has no dot, so every dot is a step down.
        foreach (var step in path.Split('.'))
        {
            if (report.ValueKind != JsonValueKind.Object || !report.TryGetProperty(step, out report))
            {
                return null;
            }
        }

        return report.ValueKind == JsonValueKind.Number ? report.GetDouble() : null;
    }

    private static Regression Read(string path)
    {
        try
        {
            var regression = JsonSerializer.Deserialize<Regression>(File.ReadAllText(path), Json)
                ?? throw new RagQAException(FailureKind.Unsupported, $"{path} is empty.");
            return AnswerAggregations.ByName.ContainsKey(regression.Aggregation)
                ? regression
                : throw new RagQAException(FailureKind.Unsupported, $"{path} has the aggregation '{regression.Aggregation}'; known are {string.Join(", ", AnswerAggregations.ByName.Keys)}.");
        }
        catch (JsonException e)
        {
            throw new RagQAException(FailureKind.Unsupported, $"{path} is no regression: {e.Message}", e);
        }
    }
}
