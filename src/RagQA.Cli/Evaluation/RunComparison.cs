using System.Globalization;
using RagQA.Corpus;

namespace RagQA.Cli.Evaluation;

/// <summary>Two runs compared question by question.</summary>
internal sealed record RunComparison(string First, string Second, int Questions, IReadOnlyList<RunComparison.Difference> Differences)
{
    /// <summary>One figure in both runs; the difference is the second's minus the first's.</summary>
    internal sealed record Difference(string Figure, int Questions, double First, double Second, PairedBootstrap Bootstrap);

    /// <exception cref="RagQAException">The runs have no question in common.</exception>
    public static RunComparison Of(EvaluationRun first, EvaluationRun second)
    {
        var others = second.Results.ToDictionary(r => r.Id);
        var pairs = first.Results.Where(r => others.ContainsKey(r.Id)).Select(r => (A: r, B: others[r.Id])).ToArray();
        if (pairs.Length == 0 || first.Header.DataSha256 != second.Header.DataSha256)
        {
            throw new RagQAException(FailureKind.Unsupported, "The two runs have no question of the same data set in common: compare runs of one data set.");
        }

        var names = pairs.SelectMany(p => p.A.Scores.Keys.Intersect(p.B.Scores.Keys)).Distinct();
        return new RunComparison(first.Header.Command, second.Header.Command, pairs.Length, [.. names.Select(name => Compare(name, pairs))]);
    }

    public void Write(TextWriter output)
    {
        output.WriteLine($"A: {First}");
        output.WriteLine($"B: {Second}");
        output.WriteLine($"{Questions} questions in both; paired bootstrap with 10,000 resamples");
        output.WriteLine($"  {"",-12} {"A",8} {"B",8} {"B - A",8}   {"95 % interval",-18} p");
        foreach (var d in Differences)
        {
            var format = EvaluationReportText.Format(d.Figure);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {d.Figure,-12} {EvaluationReportText.Figure(d.Figure, d.First),8} {EvaluationReportText.Figure(d.Figure, d.Second),8} {d.Bootstrap.Difference.ToString($"+{format};-{format};{format}", CultureInfo.InvariantCulture),8}   {EvaluationReportText.Range([d.Bootstrap.Low, d.Bootstrap.High], format),-18} {d.Bootstrap.P:0.0000}"));
        }
    }

    private static Difference Compare(string name, (QuestionResult A, QuestionResult B)[] pairs)
    {
        var both = pairs.Where(p => p.A.Scores.ContainsKey(name) && p.B.Scores.ContainsKey(name)).ToArray();
        var (a, b) = (both.Select(p => p.A.Scores[name]).ToArray(), both.Select(p => p.B.Scores[name]).ToArray());
        return new Difference(name, both.Length, a.Average(), b.Average(), PairedBootstrap.Compare(a, b, EvaluationReport.Seed));
    }
}
