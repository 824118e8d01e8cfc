using System.Buffers;

namespace RagQA.Inference;

/// <summary>
/// What can be seen of a span in its text without a model: whether it looks like a phrase that a person would give as an
/// answer. The weights of these features are in <see cref="Phrasing"/>.
/// </summary>
internal static class PhraseShape
{
    private static readonly SearchValues<char> ClauseMarks = SearchValues.Create(",.;:()[]\"“”—–!?\n");
    private static readonly HashSet<string> Verbs = Words("is are was were be been has have had");
    private static readonly HashSet<string> Dangling =
        Words("in on at of for to by with from as into over under about than between through during since until within against after before per via and or but nor a an the is are was were be been has have had");
    private static readonly HashSet<string> Conjunctions = Words("and or but nor");
    private static readonly HashSet<string> SmallWords =
        Words("in on at of for to by with from as into over under about than between through during since until within against after before per via and or but nor a an the is are was were be been has have had what which who whom whose when where why how did does do it he she they that this many much");

    /// <summary>Names of the features, in their order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "length", "questionWords", "crossesSentence", "holdsComma", "cutsName", "cutsList", "cutsWord", "halfBracket", "startsWithVerb", "dangles",
    ];

    /// <summary>Function words, which a question and an answer share without meaning anything by it.</summary>
    public static IEnumerable<string> FunctionWords => SmallWords;

    /// <summary>The features of a span.</summary>
    /// <param name="text">The passage.</param>
    /// <param name="range">The span.</param>
    /// <param name="questionWords">Share of its tokens that are content words of the question, 0–1.</param>
    public static float[] Of(string text, TextRange range, float questionWords)
    {
        ReadOnlySpan<char> span = text.AsSpan(range.Start, range.End - range.Start);
        (int words, string first, string last) = WordsOf(span);
        string before = NeighbourBefore(text, range.Start);
        string after = NeighbourAfter(text, range.End);
        return
        [
            words == 0 ? 0 : MathF.Log(words),
            questionWords,
            Is(CrossesSentence(span)),
            Is(span.Contains(',')),
            Is(IsName(before) && IsName(first)) + Is(IsName(last) && IsName(after)),
            Is(Conjunctions.Contains(after)),
            Is(CutsWord(text, range)),
            Is(span.Count('(') != span.Count(')') || span.Count('"') % 2 == 1),
            Is(Verbs.Contains(first)),
            Is(Dangling.Contains(last)),
        ];
    }

    private static float Is(bool condition) => condition ? 1 : 0;

    private static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.OrdinalIgnoreCase);

    private static bool IsName(string word) => word.Length > 0 && char.IsUpper(word[0]) && !SmallWords.Contains(word);

    private static bool CrossesSentence(ReadOnlySpan<char> span)
    {
        for (int i = 1; i < span.Length - 1; i++)
        {
            if (span[i] is '.' or ';' or '!' or '?' && char.IsWhiteSpace(span[i + 1]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool CutsWord(string text, TextRange range)
        => (range.Start > 0 && Joins(text[range.Start - 1], text[range.Start]))
            || (range.End < text.Length && Joins(text[range.End - 1], text[range.End]));

    private static bool Joins(char left, char right)
        => (char.IsLetterOrDigit(left) || left is '-' or '/') && (char.IsLetterOrDigit(right) || right is '-' or '/');

    private static (int Count, string First, string Last) WordsOf(ReadOnlySpan<char> span)
    {
        int count = 0;
        (string first, string last) = (string.Empty, string.Empty);
        for (int i = 0; i < span.Length;)
        {
            int length = WordAt(span[i..]);
            if (length > 0)
            {
                last = span.Slice(i, length).ToString();
                first = count++ == 0 ? last : first;
            }

            i += Math.Max(1, length);
        }

        return (count, first, last);
    }

    /// <summary>The word before, in the same clause; empty where there is none.</summary>
    private static string NeighbourBefore(string text, int start)
    {
        int end = start;
        while (end > 0 && !char.IsLetterOrDigit(text[end - 1]))
        {
            if (ClauseMarks.Contains(text[end - 1]))
            {
                return string.Empty;
            }

            end--;
        }

        int from = end;
        while (from > 0 && char.IsLetterOrDigit(text[from - 1]))
        {
            from--;
        }

        return text[from..end];
    }

    /// <summary>The word behind, in the same clause; empty where there is none.</summary>
    private static string NeighbourAfter(string text, int end)
    {
        int from = end;
        while (from < text.Length && !char.IsLetterOrDigit(text[from]))
        {
            if (ClauseMarks.Contains(text[from]))
            {
                return string.Empty;
            }

            from++;
        }

        return text.Substring(from, WordAt(text.AsSpan(from)));
    }

    private static int WordAt(ReadOnlySpan<char> text)
    {
        int length = 0;
        while (length < text.Length && char.IsLetterOrDigit(text[length]))
        {
            length++;
        }

        return length;
    }
}
