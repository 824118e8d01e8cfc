using System.Globalization;
using RagQA.Cli.Evaluation;

namespace RagQA.Cli.Benchmarks;

/// <summary>One stage: its p50 and p95, the bare model's p50 on the same inputs in the same run, and the ratio of the two.</summary>
internal sealed record AskBenchStage(string Stage, double P50, double P95, double? BareP50, double? Ratio);

/// <summary>Times of the stages of a question in milliseconds; <c>calls</c> is what lies between them: grains, queues, putting the answer together.</summary>
internal sealed record AskBenchReport(int Questions, AskBenchStage[] Stages)
{
    public static AskBenchReport Of(IReadOnlyList<StageTimings> timings, IReadOnlyList<double> bareEncode, IReadOnlyList<double> bareRead)
    {
        var bareTotal = bareEncode.Zip(bareRead, (a, b) => a + b).ToArray();
        return new AskBenchReport(timings.Count,
        [
            Stage("encode", timings.Select(t => t.EncodeMs ?? 0), bareEncode),
            Stage("search", timings.Select(t => t.SearchMs ?? 0), null),
            Stage("verify", timings.Select(t => t.VerifyMs ?? 0), null),
            Stage("read", timings.Select(t => t.ReadMs ?? 0), bareRead),
            Stage("calls", timings.Select(t => t.TotalMs - (t.EncodeMs + t.SearchMs + t.VerifyMs + t.ReadMs ?? 0)), null),
            Stage("total", timings.Select(t => t.TotalMs), bareTotal),
        ]);
    }

    public void Write(TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Questions} questions, one at a time, milliseconds"));
        output.WriteLine($"{"stage",-8} {"p50",8} {"p95",8} {"bare p50",9} {"ratio",6}");
        foreach (var s in Stages)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{s.Stage,-8} {s.P50,8:0.00} {s.P95,8:0.00} {s.BareP50,9:0.00} {s.Ratio,6:0.00}"));
        }
    }

    private static AskBenchStage Stage(string name, IEnumerable<double> measured, IReadOnlyList<double>? bare)
    {
        var values = measured.ToArray();
        var p50 = LatencyReport.Percentile(values, 0.5);
        double? bareP50 = bare is null ? null : LatencyReport.Percentile(bare, 0.5);
        return new AskBenchStage(name, p50, LatencyReport.Percentile(values, 0.95), bareP50, p50 / bareP50);
    }
}
