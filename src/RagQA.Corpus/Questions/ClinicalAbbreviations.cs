namespace RagQA.Corpus;

/// <summary>
/// Abbreviations with one agreed meaning, so that a question and a passage meet though one writes <c>DVT</c> and the other
/// <c>deep vein thrombosis</c>. Ambiguous ones (PE, MS, RA) are not in the list: a wrong long form would change the question.
/// </summary>
public static class ClinicalAbbreviations
{
    private static readonly Lazy<Abbreviation[]> Read = new(() => [.. Lines().Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t')).Select(l => new Abbreviation(l[0], l[1]))]);

    /// <summary>The list.</summary>
    public static IReadOnlyList<Abbreviation> All => Read.Value;

    /// <summary>The other form of every abbreviation or long form in a text, in their order, each once; forms that are there anyway are left out.</summary>
    public static IReadOnlyList<string> OtherForms(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. All
            .Select(a => (Abbreviation: a, Short: Find(text, a.ShortForm, StringComparison.Ordinal), Long: Find(text, a.LongForm, StringComparison.OrdinalIgnoreCase)))
            .Where(found => found.Short >= 0 != found.Long >= 0)
            .OrderBy(found => Math.Max(found.Short, found.Long))
            .Select(found => found.Short >= 0 ? found.Abbreviation.LongForm : found.Abbreviation.ShortForm)
            .Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    // As a whole word; DVTs is DVT as well.
    private static int Find(string text, string form, StringComparison comparison)
    {
        for (int at = text.IndexOf(form, comparison); at >= 0; at = text.IndexOf(form, at + 1, comparison))
        {
            int end = at + form.Length;
            end += end < text.Length && text[end] == 's' ? 1 : 0;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end >= text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return at;
            }
        }

        return -1;
    }

    private static IEnumerable<string> Lines()
    {
        using Stream stream = typeof(ClinicalAbbreviations).Assembly.GetManifestResourceStream("abbreviations.tsv")!;
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
