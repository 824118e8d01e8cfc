using System.Globalization;

namespace RagQA.Inference;

/// <summary>
/// Canonical decompositions (NFD) without the combining marks, for every code point that has one.
/// Kept as our own table because <see cref="string.Normalize()"/> does nothing in a process with invariant globalization,
/// and because it reports no offsets.
/// </summary>
internal static class BaseCharacters
{
    private const int HangulFirst = 0xAC00;
    private const int HangulCount = 11172;
    private const int LeadFirst = 0x1100;
    private const int VowelFirst = 0x1161;
    private const int TrailBefore = 0x11A7;
    private const int VowelCount = 21;
    private const int TrailCount = 28;

    private static readonly Dictionary<int, int[]> Table = Load();

    /// <summary>All code points with a canonical decomposition, Hangul syllables not among them.</summary>
    public static IEnumerable<int> CodePoints => Table.Keys;

    /// <summary>Base characters of a code point; false where it is its own base character. An empty array: nothing but marks.</summary>
    public static bool TryGet(int codePoint, out int[] characters)
    {
        int syllable = codePoint - HangulFirst;
        if ((uint)syllable < HangulCount)
        {
            int trail = syllable % TrailCount;
            int lead = LeadFirst + (syllable / (VowelCount * TrailCount));
            int vowel = VowelFirst + (syllable / TrailCount % VowelCount);
            characters = trail == 0 ? [lead, vowel] : [lead, vowel, TrailBefore + trail];
            return true;
        }

        return Table.TryGetValue(codePoint, out characters!);
    }

    private static Dictionary<int, int[]> Load()
    {
        using Stream stream = typeof(BaseCharacters).Assembly.GetManifestResourceStream("BaseCharacters.txt")
            ?? throw new InvalidOperationException("The assembly lacks its resource BaseCharacters.txt: build it again.");
        using var reader = new StreamReader(stream);
        var table = new Dictionary<int, int[]>(2100);
        foreach (string entry in reader.ReadToEnd().Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            string[] targets = entry[(equals + 1)..].Split('+', StringSplitOptions.RemoveEmptyEntries);
            table.Add(Hex(entry[..equals]), Array.ConvertAll(targets, Hex));
        }

        return table;
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
