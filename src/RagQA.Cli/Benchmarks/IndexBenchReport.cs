using System.Globalization;

namespace RagQA.Cli.Benchmarks;

/// <summary>One measured search.</summary>
/// <param name="Passages">Rows of the index.</param>
/// <param name="What">The contender.</param>
/// <param name="Questions">Questions at once.</param>
/// <param name="Cores">Cores that may work on it.</param>
/// <param name="Allowed">Share of the rows that the filter allows; 1 without a filter.</param>
/// <param name="Milliseconds">Median over the turns.</param>
/// <param name="Against">The search that it is compared with.</param>
/// <param name="Ratio">Its time divided by that of <paramref name="Against"/>.</param>
/// <param name="Recall">Share of the exact hits that were found; null where every row is compared in float32.</param>
internal sealed record IndexBenchSearch(
    int Passages, string What, int Questions, int Cores, double Allowed, double Milliseconds, string? Against = null, double? Ratio = null, double? Recall = null);

/// <summary>What an index of one size costs.</summary>
internal sealed record IndexBenchBuild(int Passages, string What, double Seconds, double SecondsPer100000, double BytesPerPassage, double MappedBytesPerPassage);

/// <summary>Searches and costs with the machine they were measured on.</summary>
internal sealed record IndexBenchReport(string Machine, int Dimension, IndexBenchBuild[] Builds, IndexBenchSearch[] Searches)
{
    public void Write(TextWriter output)
    {
        output.WriteLine($"{Machine}; {Dimension} numbers per embedding; medians, contenders take turns");
        output.WriteLine();
        output.WriteLine("| passages | index | build s | s per 100,000 | memory B/passage | mapped B/passage |");
        output.WriteLine("|---:|---|---:|---:|---:|---:|");
        foreach (var b in Builds)
        {
            output.WriteLine(Text($"| {b.Passages:N0} | {b.What} | {b.Seconds:0.00} | {b.SecondsPer100000:0.00} | {b.BytesPerPassage:0} | {b.MappedBytesPerPassage:0} |"));
        }

        output.WriteLine();
        output.WriteLine("| passages | search | questions | cores | allowed | ms | ratio | to | recall |");
        output.WriteLine("|---:|---|---:|---:|---:|---:|---:|---|---:|");
        foreach (var s in Searches)
        {
            output.WriteLine(Text($"| {s.Passages:N0} | {s.What} | {s.Questions} | {s.Cores} | {s.Allowed:0.##%} | {s.Milliseconds:0.000} | {s.Ratio:0.00} | {s.Against} | {s.Recall:0.000} |"));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
