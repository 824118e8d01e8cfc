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

    /// <summary>Writes the base characters of a code point: itself where it has no decomposition, none where it is nothing but marks.</summary>
    /// <param name="codePoint">Any code point.</param>
    /// <param name="characters">Takes up to <see cref="CharacterTable.MaxExpansion"/> characters.</param>
    /// <returns>How many were written.</returns>
    public static int Write(int codePoint, Span<int> characters)
    {
        int syllable = codePoint - HangulFirst;
        if ((uint)syllable < HangulCount)
        {
            int trail = syllable % TrailCount;
            characters[0] = LeadFirst + (syllable / (VowelCount * TrailCount));
            characters[1] = VowelFirst + (syllable / TrailCount % VowelCount);
            characters[2] = TrailBefore + trail;
            return trail == 0 ? 2 : 3;
        }

        if (!Table.TryGetValue(codePoint, out int[]? found))
        {
            characters[0] = codePoint;
            return 1;
        }

        found.CopyTo(characters);
        return found.Length;
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
