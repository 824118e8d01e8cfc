using System.Globalization;
using RagQA.Corpus;

namespace RagQA.Cli.Evaluation;

/// <summary>Figures of one part of the questions: value and 95 % interval by name.</summary>
internal sealed record SliceReport(int Questions, IReadOnlyDictionary<string, double[]> Figures)
{
    private static readonly string[] Shown = ["em", "f1", "hit@1", "hit@20", "ndcg@10"];

    /// <summary>Slices by kind and name: ranges of numbers in their order, others by size.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, SliceReport>> Of(IReadOnlyList<QuestionResult> results)
        => results.SelectMany(r => r.Slices.Keys).Distinct().ToDictionary(
            kind => kind,
            kind => (IReadOnlyDictionary<string, SliceReport>)results.Where(r => r.Slices.ContainsKey(kind)).GroupBy(r => r.Slices[kind])
                .OrderBy(g => Beginning(g.Key)).ThenByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => Of([.. g.Select(r => r.Scores)])));

    private static int Beginning(string name)
        => int.TryParse(name.TakeWhile(char.IsAsciiDigit).ToArray(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static SliceReport Of(IReadOnlyList<IReadOnlyDictionary<string, double>> scores) => new(
        scores.Count,
        Shown.Select(name => (Name: name, Values: scores.Where(s => s.ContainsKey(name)).Select(s => s[name]).ToArray()))
            .Where(f => f.Values.Length > 0)
            .ToDictionary(f => f.Name, f =>
            {
                var interval = BootstrapInterval.Mean(f.Values, EvaluationReport.Seed);
                return new[] { interval.Value, interval.Low, interval.High };
            }));
}
