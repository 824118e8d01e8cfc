using System.Text;

namespace RagQA.Index;

/// <summary>
/// Turns text into the terms that BM25 counts. Steps: 1 words (<see cref="WordReader"/>), 2 words bound by a hyphen or slash also joined,
/// 3 function words dropped, 4 a light suffix stemmer, 5 a 64-bit hash (FNV-1a over UTF-8). Passages and questions go through the same steps;
/// terms travel and rest as hashes, never as text. A change here is a change of the format of <see cref="LexicalIndex"/> files.
/// </summary>
public static class LexicalAnalyzer
{
    /// <summary>Version of the steps; stored in index files.</summary>
    public const int Version = 1;

    private static readonly HashSet<string> FunctionWords =
        ["a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "of", "on", "or", "that", "the", "this", "to", "was", "were", "what", "which", "with"];

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
        var joined = "";
        var parts = 0;
        while (reader.Read())
        {
            if (!reader.IsBound)
            {
                AddJoined(words, joined, parts);
                (joined, parts) = ("", 0);
            }

            joined += reader.Word;
            parts++;
            if (!FunctionWords.Contains(reader.Word))
            {
                words.Add(Stem(reader.Word));
            }
        }

        AddJoined(words, joined, parts);
        return words;
    }

    private static void AddJoined(List<string> words, string joined, int parts)
    {
        // 10-20 is a range, not 1020.
        if (parts is 2 or 3 && joined.Any(char.IsLetter))
        {
            words.Add(Stem(joined));
        }
    }

    private static string Stem(string word)
    {
        foreach (var suffix in Suffixes)
        {
            if (word.Length - suffix.Length >= 4 && word.EndsWith(suffix, StringComparison.Ordinal))
            {
                return word[..^suffix.Length];
            }
        }

        return word == "mcg" ? "ug" : word;
    }
}
