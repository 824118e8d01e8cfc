using System.Globalization;

namespace RagQA.Cli;

/// <summary>An answer as plain text for a terminal.</summary>
internal static class AnswerPrinter
{
    private const int RelatedPassages = 3;

    public static void Write(Answer answer, TextWriter output)
    {
        if (answer.Reason is { } reason)
        {
            output.WriteLine(reason);
        }

        foreach (var (index, found) in answer.Answers.Index())
        {
            var citation = found.Citations[0];
            var kind = found.Confidence.CalibratedOn is null ? "uncalibrated score" : "confidence";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{index + 1}. \"{Printable(found.Text)}\"   {found.Confidence.Word} ({kind} {found.Confidence.Value:0.00})"));
            output.WriteLine($"   {Printable(citation.Sentence)}");
            foreach (var one in found.Citations)
            {
                output.WriteLine($"   [{Source(one)}]");
            }
        }

        WriteSpelling(answer.Spelling, output);
        if (answer.Disagreement)
        {
            output.WriteLine("Sources disagree: compare the answers above.");
        }

        if (answer.Answers.Length == 0 && answer.Passages.Length > 0)
        {
            output.WriteLine("Related passages, not answers:");
            foreach (var passage in answer.Passages.Take(RelatedPassages))
            {
                output.WriteLine($" - {passage.Title}{(passage.Section is { Length: > 0 } section ? $", {section}" : "")}");
            }
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"({answer.Coverage.Answered} of {answer.Coverage.Partitions} partitions, {answer.Passages.Count(p => p.Relevance is not null)} of {answer.Passages.Length} passages read, {answer.Timings.TotalMs:0} ms)"));
    }

    /// <summary>Words that may be misspelt.</summary>
    public static void WriteSpelling(IEnumerable<SpellingSuggestion> suggestions, TextWriter output)
    {
        foreach (var suggestion in suggestions)
        {
            output.WriteLine($"No passage holds \"{Printable(suggestion.Word)}\". Spelt much like it: {Printable(string.Join(", ", suggestion.Like))}.");
        }
    }

    private static string Source(Citation citation)
    {
        string?[] parts =
        [
            citation.Title,
            citation.Section,
            citation.Page is { } page ? $"page {page}" : null,
            citation.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            citation.Source,
            citation.Retracted ? "RETRACTED" : null,
            citation.SupersededBy is { } successor ? $"superseded by {Printable(successor)}" : null,
        ];
        return string.Join(", ", parts.Where(p => !string.IsNullOrEmpty(p)));
    }

    /// <summary>Documents are not trusted: control characters must not reach a terminal.</summary>
    private static string Printable(string text)
        => string.Concat(text.Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? ' ' : c));
}
