using System.Text;

namespace RagQA.Index;

/// <summary>
/// Turns text into the terms that BM25 counts. Steps: 1 words (<see cref="WordReader"/>), 2 words bound by a hyphen or slash also joined,
/// 3 function words dropped,
/// 4 a light suffix stemmer, 5 a 64-bit hash (FNV-1a over UTF-8). Passages and questions go through the same steps;
/// terms travel and rest as hashes, never as text. A change here is a change of the format of <see cref="LexicalIndex"/> files.
/// </summary>
public static class LexicalAnalyzer
{
    /// <summary>Version of the steps; stored in index files.</summary>
    public const int Version = 2;

    // Measured on SciFact, NFCorpus, SQuAD, CovidQA and BioASQ: dropping these raises nDCG@10 on each. "no" and "not" stay.
    private static readonly HashSet<string> FunctionWords =
    [
        "a", "also", "an", "and", "are", "as", "at", "be", "been", "by", "can", "could", "did", "do", "does", "done", "for", "from", "had", "has",
        "have", "how", "if", "in", "into", "is", "it", "its", "may", "of", "on", "or", "should", "such", "than", "that", "the", "their", "then",
        "there", "these", "this", "those", "to", "was", "were", "what", "when", "where", "which", "who", "whom", "why", "will", "with", "would",
    ];

    private static readonly string[] Suffixes = ["ations", "ation", "ings", "ing", "ies", "es", "ed", "s"];

    /// <summary>Terms of a text in their order, repeats included; its number is the length of a passage.</summary>
    public static ulong[] Terms(string text)
    {
        var terms = new List<ulong>(text.Length / 6);
        foreach (var word in Words(text))
        {
            terms.Add(Hash(word));
        }

        return [.. terms];
    }

    /// <summary>
    /// Terms of a passage. Its encoded text holds title and section once; the title counts once more, which raised nDCG@10 on SciFact from .678 to
    /// .683 and hit@1 on SQuAD by a little. Still heavier titles gave nothing more.
    /// </summary>
    /// <param name="title">Title of its document; null when it has none.</param>
    /// <param name="encodedText">What it is searched by, see <see cref="EncodedText"/>.</param>
    public static ulong[] PassageTerms(string? title, string encodedText) =>
        string.IsNullOrEmpty(title) ? Terms(encodedText) : [.. Terms(encodedText), .. Terms(title)];

    /// <summary>The words of a text, folded as terms are, but whole and with function words.</summary>
    public static IReadOnlyList<string> PlainWords(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = new List<string>(text.Length / 6);
        var reader = new WordReader(text);
        while (reader.Read())
        {
            words.Add(reader.Word);
        }

        return words;
    }

    /// <summary>Distinct terms of a question in rising order, each with its number of occurrences.</summary>
    public static LexicalQuestion Question(string text)
    {
        var counted = Terms(text).CountBy(term => term).OrderBy(pair => pair.Key).ToArray();
        return new LexicalQuestion([.. counted.Select(pair => pair.Key)], [.. counted.Select(pair => pair.Value)]);
    }

    /// <summary>FNV-1a, 64 bits, over the UTF-8 bytes of a term.</summary>
    public static ulong Hash(string term)
    {
        ArgumentNullException.ThrowIfNull(term);
        Span<byte> bytes = stackalloc byte[256];
        var utf8 = Encoding.UTF8.GetMaxByteCount(term.Length) <= bytes.Length ? bytes[..Encoding.UTF8.GetBytes(term, bytes)] : Encoding.UTF8.GetBytes(term);
        var hash = 0xCBF29CE484222325UL;
        foreach (var b in utf8)
        {
            hash = (hash ^ b) * 0x100000001B3UL;
        }

        return hash;
    }

    /// <summary>The terms before they are hashed.</summary>
    internal static List<string> Words(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = new List<string>(text.Length / 6);
        var reader = new WordReader(text);
        var compound = new List<string>();
        while (reader.Read())
        {
            if (!reader.IsBound)
            {
                AddJoined(words, compound);
            }

            compound.Add(reader.Word);
            if (reader.IsLabel || !FunctionWords.Contains(reader.Word))
            {
                words.Add(Stem(reader.Word));
            }
        }

        AddJoined(words, compound);
        return words;
    }

    // IL-6 is also il6 and TGF-β also tgfbeta, but long-term is not longterm: only a short part or a digit makes a name. 10-20 is a range.
    private static void AddJoined(List<string> words, List<string> compound)
    {
        if (compound.Count is 2 or 3
            && compound.Exists(part => part.Length <= 3 || part.Any(char.IsAsciiDigit))
            && compound.Exists(part => part.Any(char.IsLetter)))
        {
            words.Add(Stem(string.Concat(compound)));
        }

        compound.Clear();
    }

    private static string Stem(string word)
    {
        if (word == "mcg")
        {
            return "ug";
        }

        foreach (var suffix in Suffixes)
        {
            if (word.Length - suffix.Length >= 4 && word.EndsWith(suffix, StringComparison.Ordinal))
            {
                word = word[..^suffix.Length];
                break;
            }
        }

        // What is left of therapies and diseases is what is left of therapy and disease.
        return word.Length >= 5 && word[^1] is 'e' or 'y' ? word[..^1] : word;
    }
}
