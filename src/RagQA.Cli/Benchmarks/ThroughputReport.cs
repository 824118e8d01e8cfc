using System.Globalization;

namespace RagQA.Cli.Benchmarks;

/// <summary>Throughput at several concurrencies.</summary>
internal sealed record ThroughputReport(string What, int Threads, IReadOnlyList<ThroughputRow> Rows)
{
    public void Write(TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{What}; {Threads} inference threads; the bare session takes turns with the product"));
        output.WriteLine($"{"at once",7} {"questions",9} {"passages",8} {"questions/s",11} {"passages/s",10} {"bare",7} {"ratio",6} {"p50 ms",8} {"p95 ms",8}");
        foreach (var r in Rows)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{r.Concurrency,7} {r.Questions,9} {r.Passages,8} {r.QuestionsPerSecond,11:0.00} {r.PassagesPerSecond,10:0.0} {r.BarePassagesPerSecond,7:0.0} {r.Ratio,6:0.000} {r.P50,8:0} {r.P95,8:0}"));
        }
    }
}
