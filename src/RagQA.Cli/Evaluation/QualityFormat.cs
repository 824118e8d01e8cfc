using System.Globalization;

namespace RagQA.Cli.Evaluation;

/// <summary>How <c>docs/quality.md</c> writes figures and settings.</summary>
internal static class QualityFormat
{
    public static string Command(EvaluationRequest request)
        => $"`{(request with { Dataset = request.Dataset.StartsWith("tests/", StringComparison.Ordinal) ? request.Dataset : "DATA/" + request.Dataset }).CommandLine()}`";

    public static string Mode(EvaluationRequest request) => request.Mode.ToString().ToLowerInvariant();

    public static string Setting(EvaluationRequest request)
        => (request.Kind == EvaluationKind.Open ? $"{Mode(request)}, {AnswerAggregations.NameOf(request.Aggregation)}{(request.ReadAll ? ", all read" : "")}" : Mode(request))
        + string.Concat(request.Settings.Select(s => $", {s}"));

    public static string Count(EvaluationReport? report) => report is null ? "not run" : report.Questions.ToString(CultureInfo.InvariantCulture);

    public static string Figure(EvaluationReport? report, string name, double? value) => report is null ? "not run" : value is not { } number ? "" :
        report.Intervals.TryGetValue(name, out var interval)
            ? $"{EvaluationReportText.Figure(name, number)} {EvaluationReportText.Range(interval, EvaluationReportText.Format(name))}"
            : EvaluationReportText.Figure(name, number);

    public static string Part(SliceReport slice, string name) => slice.Figures.TryGetValue(name, out var figure)
        ? $"{EvaluationReportText.Figure(name, figure[0])} {EvaluationReportText.Range(figure[1..], EvaluationReportText.Format(name))}"
        : "";

    public static string Milliseconds(EvaluationReport report, string name, double value)
        => $"{value.ToString("0", CultureInfo.InvariantCulture)} {EvaluationReportText.Range(report.Intervals[name], "0")}";

    public static string Share(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    public static string Pair(double[] percentiles) => string.Create(CultureInfo.InvariantCulture, $"{percentiles[0]:0.0} / {percentiles[1]:0.0}");
}
