using System.Globalization;
using System.Text.Json.Serialization;

namespace RagQA.Cli.Evaluation;

/// <summary>Figures of one run. Percentages are 0–100 for em and f1 (as in SQuAD), 0–1 for the rest; what does not apply is left out.</summary>
internal sealed record EvaluationReport
{
    public required string Dataset { get; init; }

    public required int Questions { get; init; }

    public double? Em { get; init; }

    public double? F1 { get; init; }

    [JsonPropertyName("hit@1")]
    public double? Hit1 { get; init; }

    [JsonPropertyName("hit@5")]
    public double? Hit5 { get; init; }

    [JsonPropertyName("hit@20")]
    public double? Hit20 { get; init; }

    public double? Mrr { get; init; }

    public NoAnswerReport? NoAnswer { get; init; }

    /// <summary>Share of answerable questions for which no answer would have been given.</summary>
    public double? Abstained { get; init; }

    /// <summary>Mean share of partitions that answered.</summary>
    public double? Coverage { get; init; }

    public LatencyReport? LatencyMs { get; init; }

    /// <summary>95 % bootstrap intervals of the figures above, by name.</summary>
    public required IReadOnlyDictionary<string, double[]> Intervals { get; init; }

    public required ModelNames Models { get; init; }

    public required double Seconds { get; init; }

    public void Write(TextWriter output)
    {
        output.WriteLine($"{Dataset}, {Questions} questions, {string.Create(CultureInfo.InvariantCulture, $"{Seconds:0}")} s");
        Line(output, "EM", Em, "em", "0.0");
        Line(output, "F1", F1, "f1", "0.0");
        Line(output, "hit@1", Hit1, "hit@1", "0.000");
        Line(output, "hit@5", Hit5, "hit@5", "0.000");
        Line(output, "hit@20", Hit20, "hit@20", "0.000");
        Line(output, "MRR", Mrr, "mrr", "0.000");
        Line(output, "no answer, precision", NoAnswer?.Precision, "", "0.000");
        Line(output, "no answer, recall", NoAnswer?.Recall, "", "0.000");
        Line(output, "no answer, F1", NoAnswer?.F1, "", "0.000");
        Line(output, "abstained on answerable", Abstained, "abstained", "0.000");
        Line(output, "coverage", Coverage, "", "0.000");
        Line(output, "latency p50, ms", LatencyMs?.P50, "", "0");
        Line(output, "latency p95, ms", LatencyMs?.P95, "", "0");
        foreach (var (stage, percentiles) in LatencyMs?.Stages ?? [])
        {
            Line(output, $"  {stage} p50 / p95, ms", percentiles[0], "", "0.0", percentiles[1]);
        }
    }

    private void Line(TextWriter output, string label, double? value, string interval, string format, double? second = null)
    {
        if (value is not { } number)
        {
            return;
        }

        var text = number.ToString(format, CultureInfo.InvariantCulture);
        if (second is { } other)
        {
            text += $" / {other.ToString(format, CultureInfo.InvariantCulture)}";
        }

        if (Intervals.TryGetValue(interval, out var range))
        {
            text += $"   [{range[0].ToString(format, CultureInfo.InvariantCulture)}, {range[1].ToString(format, CultureInfo.InvariantCulture)}]";
        }

        output.WriteLine($"  {label,-26} {text}");
    }
}
