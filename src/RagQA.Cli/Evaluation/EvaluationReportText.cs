using System.Globalization;

namespace RagQA.Cli.Evaluation;

/// <summary>A report as lines for people.</summary>
internal static class EvaluationReportText
{
    public static void Write(TextWriter output, EvaluationReport report, bool slices)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Dataset}, {report.Questions} questions, {report.Seconds:0} s"));
        Line("EM", report.Em, "em", "0.0");
        Line("F1", report.F1, "f1", "0.0");
        Line("hit@1", report.Hit1, "hit@1");
        Line("hit@5", report.Hit5, "hit@5");
        Line("hit@20", report.Hit20, "hit@20");
        Line("hit@1, by reader's relevance", report.RescoredHit1, "rescoredHit@1");
        Line("nDCG@10, by reader's relevance", report.RescoredNdcg10, "rescoredNdcg@10");
        Line("answer@20", report.Answer20, "answer@20");
        Line("MRR", report.Mrr, "mrr");
        Line("nDCG@10", report.Ndcg10, "ndcg@10");
        Line("recall@100", report.Recall100, "recall@100");
        Line("MAP", report.Map, "map");
        Line("no answer, precision", report.NoAnswer?.Precision, "noAnswer.precision");
        Line("no answer, recall", report.NoAnswer?.Recall, "noAnswer.recall");
        Line("no answer, F1", report.NoAnswer?.F1, "noAnswer.f1");
        Line("SQuAD 2.0 exact", report.Squad2?.Exact, "squad2.exact", "0.0");
        Line("SQuAD 2.0 F1", report.Squad2?.F1, "squad2.f1", "0.0");
        Line("SQuAD 2.0 best exact", report.Squad2?.BestExact, "squad2.bestExact", "0.0");
        Line("SQuAD 2.0 best F1", report.Squad2?.BestF1, "squad2.bestF1", "0.0");
        Line("abstained on answerable", report.Abstained, "abstained");
        Line("calibration error", report.Ece, "ece");
        Line("risk–coverage area", report.Aurc, "aurc");
        Line("passages read", report.Read, "read", "0.0");
        Line("coverage", report.Coverage, "");
        Line("latency p50, ms", report.LatencyMs?.P50, "latencyMs.p50", "0");
        Line("latency p95, ms", report.LatencyMs?.P95, "latencyMs.p95", "0");
        foreach (var (stage, percentiles) in report.LatencyMs?.Stages ?? [])
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {$"  {stage} p50 / p95, ms",-26} {percentiles[0]:0.0} / {percentiles[1]:0.0}"));
        }

        if (slices)
        {
            WriteSlices(output, report);
        }

        output.WriteLine($"  kept as {report.Run}: compare two runs with 'ragqa eval compare A B'");

        void Line(string label, double? value, string interval, string format = "0.000")
        {
            if (value is { } number)
            {
                var range = report.Intervals.TryGetValue(interval, out var ends) ? $"   {Range(ends, format)}" : "";
                output.WriteLine($"  {label,-26} {number.ToString(format, CultureInfo.InvariantCulture)}{range}");
            }
        }
    }

    private static void WriteSlices(TextWriter output, EvaluationReport report)
    {
        foreach (var (kind, parts) in report.Slices)
        {
            output.WriteLine($"  by {kind}");
            foreach (var (name, slice) in parts)
            {
                var figures = slice.Figures.Select(f => $"{f.Key} {Figure(f.Key, f.Value[0])} {Range(f.Value[1..], Format(f.Key))}");
                output.WriteLine($"    {name,-14} {slice.Questions,6}   {string.Join("   ", figures)}");
            }
        }
    }

    /// <summary>Number format of a figure: percentages and counts have one decimal, shares three.</summary>
    public static string Format(string name) => name is "em" or "f1" or "read" || name.StartsWith("squad2", StringComparison.Ordinal) ? "0.0" : "0.000";

    public static string Figure(string name, double value) => value.ToString(Format(name), CultureInfo.InvariantCulture);

    public static string Range(double[] ends, string format)
        => $"[{ends[0].ToString(format, CultureInfo.InvariantCulture)}, {ends[1].ToString(format, CultureInfo.InvariantCulture)}]";
}
