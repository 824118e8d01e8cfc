using RagQA.Index;

namespace RagQA.Grains.Retrieval;

/// <summary>
/// Finds words that a misspelt one may stand for. Only the passages found are looked at: they are what the principal may
/// see, so that no word of another's document is told.
/// </summary>
internal static class Spelling
{
    private const int MostSuggestions = 3;

    /// <summary>Shorter words differ by a letter from too many others.</summary>
    private const int ShortestWord = 4;

    /// <summary>From this length on two letters may be wrong, the first one not being among them.</summary>
    private const int LongWord = 8;

    /// <summary>Suggestions for those words of a question that no passage of the collection holds.</summary>
    public static SpellingSuggestion[] Suggest(string question, WeighedTerms terms, IReadOnlyList<RankedPassage> passages)
    {
        string[] unknown = [.. LexicalAnalyzer.PlainWords(question).Distinct().Where(word => IsCandidate(word) && terms.IsUnknown(word))];
        if (unknown.Length == 0)
        {
            return [];
        }

        var known = passages.SelectMany(p => LexicalAnalyzer.PlainWords($"{p.Title} {p.Section} {p.Text}")).Where(IsCandidate).CountBy(word => word).ToArray();
        return [.. unknown.Select(word => new SpellingSuggestion { Word = word, Like = Like(word, known) }).Where(s => s.Like.Length > 0)];
    }

    /// <summary>
    /// Insertions, deletions, replacements and exchanges of neighbours that turn one word into the other, each place being
    /// touched once (optimal string alignment); <paramref name="most"/> + 1 when there are more than <paramref name="most"/>.
    /// </summary>
    internal static int Distance(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most)
        {
            return most + 1;
        }

        int[] before = new int[b.Length + 1], last = [.. Enumerable.Range(0, b.Length + 1)], row = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, last, row) = (last, row, before);
        }

        return Math.Min(last[b.Length], most + 1);
    }

    private static bool IsCandidate(string word) => word.Length >= ShortestWord && word.All(char.IsLetter);

    private static string[] Like(string word, KeyValuePair<string, int>[] known)
    {
        var most = word.Length >= LongWord ? 2 : 1;
        return
        [
            .. known.Select(k => (k.Key, Count: k.Value, Distance: Distance(word, k.Key, most)))
                .Where(k => k.Distance == 1 || (k.Distance == most && k.Key[0] == word[0]))
                .OrderBy(k => k.Distance).ThenByDescending(k => k.Count).ThenBy(k => k.Key, StringComparer.Ordinal)
                .Take(MostSuggestions).Select(k => k.Key),
        ];
    }
}
