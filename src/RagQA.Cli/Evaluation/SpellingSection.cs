using System.Globalization;
using System.IO.Compression;
using System.Text;
using RagQA.Corpus;
using RagQA.Index;

namespace RagQA.Cli.Evaluation;

/// <summary>The part of <c>docs/quality.md</c> on misspelt words: one word of a question is replaced by a common misspelling of it.</summary>
internal static class SpellingSection
{
    private const string Dictionary = "misspellings/codespell-dictionary.txt.gz";
    private const int Questions = 300;
    private const int ShortestWord = 6;

    public static async Task<string> WriteAsync(QualityRuns runs, string data, bool verbose)
    {
        var text = new StringBuilder("## Misspelt words\n\n").Append($"""
            Of each of {Questions} questions of {QualityPlan.Squad} the longest word with a known misspelling ({Dictionary}) is misspelt. Words
            that no passage holds are named with words of the passages found that are spelt like them; the question is never changed.
            """).Append("\n\n");
        var found = await runs.WithinTimeAsync(cancellationToken => MeasureAsync(data, verbose, cancellationToken));
        var table = new MarkdownTable("figure", "share");
        foreach (var (name, values) in found ?? [])
        {
            var interval = BootstrapInterval.Of(values, v => v.Average(), EvaluationReport.Seed);
            table.Add(name, $"{QualityFormat.Share(interval.Value)} {EvaluationReportText.Range([interval.Low, interval.High], "0.000")}");
        }

        return text.Append(found is null ? "not run" : table.ToString()).Append('\n').ToString();
    }

    /// <summary>The question with its longest word that has a misspelling misspelt; null when none has.</summary>
    internal static (string Question, string Word, string Right)? Misspell(string question, ILookup<string, string> misspellings)
    {
        foreach (var right in LexicalAnalyzer.PlainWords(question).Where(w => w.Length >= ShortestWord).OrderByDescending(w => w.Length))
        {
            var at = question.IndexOf(right, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && misspellings[right].FirstOrDefault() is { } wrong)
            {
                return (string.Concat(question.AsSpan(0, at), wrong, question.AsSpan(at + right.Length)), wrong, right);
            }
        }

        return null;
    }

    /// <summary>Misspellings by the word that is meant, of lines <c>wrong->right</c> with a single right word.</summary>
    internal static ILookup<string, string> Read(TextReader lines)
        => Lines(lines).Select(line => line.Split("->")).Where(p => p.Length == 2 && p[0].All(char.IsAsciiLetterLower) && p[1].All(char.IsAsciiLetterLower))
            .ToLookup(p => p[1], p => p[0], StringComparer.Ordinal);

    private static async Task<(string Name, double[] Values)[]> MeasureAsync(string data, bool verbose, CancellationToken cancellationToken)
    {
        var set = GoldSet.Read(QualityRuns.PathOf(data, QualityPlan.Squad));
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(data, Dictionary)), CompressionMode.Decompress));
        var misspellings = Read(reader);
        var asked = EvaluationRequest.Draw(
            [.. set.Questions.Select(q => (Gold: q, Wrong: Misspell(q.Question, misspellings))).Where(q => q.Wrong is not null)], Questions, seed: 1);
        await using var collection = await OpenCollection.OpenAsync(set.Documents, verbose, cancellationToken);
        var results = new List<(double Named, double First, double Unasked, double HitWrong, double HitRight)>();
        foreach (var (gold, wrong) in asked)
        {
            var (question, word, right) = wrong!.Value;
            var misspelt = await collection.RetrieveAsync(question, RetrievalMode.Hybrid, 20, cancellationToken);
            var plain = await collection.RetrieveAsync(gold.Question, RetrievalMode.Hybrid, 20, cancellationToken);
            var like = misspelt.Spelling.FirstOrDefault(s => s.Word == word)?.Like ?? [];
            results.Add((
                like.Contains(right) ? 1 : 0,
                like is [var first, ..] && first == right ? 1 : 0,
                plain.Spelling.Length > 0 ? 1 : 0,
                misspelt.Passages.Any(p => p.DocumentId == gold.DocumentId) ? 1 : 0,
                plain.Passages.Any(p => p.DocumentId == gold.DocumentId) ? 1 : 0));
        }

        return
        [
            ("the right word is named", [.. results.Select(r => r.Named)]),
            ("it is named first", [.. results.Select(r => r.First)]),
            ("a word of the question as it was is doubted", [.. results.Select(r => r.Unasked)]),
            ("hit@20 of the misspelt question", [.. results.Select(r => r.HitWrong)]),
            ("hit@20 of the question as it was", [.. results.Select(r => r.HitRight)]),
        ];
    }

    private static IEnumerable<string> Lines(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
