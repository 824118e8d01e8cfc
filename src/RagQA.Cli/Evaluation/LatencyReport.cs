namespace RagQA.Cli.Evaluation;

/// <summary>Latency in milliseconds: the whole, and p50 and p95 of each stage.</summary>
internal sealed record LatencyReport(double P50, double P95, Dictionary<string, double[]> Stages)
{
    public static LatencyReport Of(IReadOnlyList<StageTimings> timings, FigureSet figures)
    {
        (string Name, Func<StageTimings, double?> Of)[] stages =
        [
            ("encode", t => t.EncodeMs), ("search", t => t.SearchMs), ("verify", t => t.VerifyMs), ("read", t => t.ReadMs),
        ];
        double[] totals = [.. timings.Select(t => t.TotalMs)];
        return new LatencyReport(
            figures.Interval("latencyMs.p50", totals, t => Percentile(t, 0.5)),
            figures.Interval("latencyMs.p95", totals, t => Percentile(t, 0.95)),
            stages.Where(s => timings.Any(t => s.Of(t) is not null)).ToDictionary(
                s => s.Name,
                s => new[] { Percentile(timings.Select(t => s.Of(t) ?? 0), 0.5), Percentile(timings.Select(t => s.Of(t) ?? 0), 0.95) }));
    }

    /// <summary>Nearest-rank percentile.</summary>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
