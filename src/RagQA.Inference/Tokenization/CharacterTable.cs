using System.Globalization;
using System.Text;

namespace RagQA.Inference;

/// <summary>
/// The normalisation rules of BERT uncased, one look-up per character: clean, set ideographs apart, decompose and drop marks,
/// lower-case, set punctuation apart (Devlin et al. 2018).
/// </summary>
internal static class CharacterTable
{
    /// <summary>Most base characters that one code point stands for.</summary>
    public const int MaxExpansion = 4;

    private const int BmpSize = 0x10000;
    private static readonly CharacterKind[] Kinds = new CharacterKind[BmpSize];
    private static readonly char[] Characters = new char[BmpSize];

    static CharacterTable()
    {
        Span<int> expansion = stackalloc int[MaxExpansion];
        for (int code = 0; code < BmpSize; code++)
        {
            CharacterKind kind = Classify(code, expansion, out int count);
            bool fits = count <= 1 && (count == 0 || expansion[0] < BmpSize);
            Kinds[code] = fits ? kind : CharacterKind.Several;
            Characters[code] = fits && count == 1 ? (char)expansion[0] : '\0';
        }
    }

    /// <summary>Kind of a UTF-16 code unit; <see cref="CharacterKind.Several"/> asks for <see cref="Classify"/>. Surrogates are dropped.</summary>
    public static CharacterKind KindOf(char character) => Kinds[character];

    /// <summary>The lower-case base character of a code unit of kind <see cref="CharacterKind.Word"/> or <see cref="CharacterKind.Alone"/>.</summary>
    public static char BaseOf(char character) => Characters[character];

    /// <summary>Kind and base characters of any code point.</summary>
    /// <param name="codePoint">0 to 10FFFF, surrogates allowed.</param>
    /// <param name="expansion">Takes up to <see cref="MaxExpansion"/> base characters.</param>
    /// <param name="count">How many were written.</param>
    public static CharacterKind Classify(int codePoint, Span<int> expansion, out int count)
    {
        count = 0;
        if (codePoint is '\t' or '\n' or '\r')
        {
            return CharacterKind.Blank;
        }

        UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(codePoint);
        if (codePoint == 0xFFFD || category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.NonSpacingMark)
        {
            return CharacterKind.Dropped;
        }

        if (Rune.IsWhiteSpace(new Rune(codePoint)))
        {
            return CharacterKind.Blank;
        }

        count = BaseCharacters.Write(codePoint, expansion);
        for (int i = 0; i < count; i++)
        {
            expansion[i] = Rune.ToLowerInvariant(new Rune(expansion[i])).Value;
        }

        return count switch
        {
            0 => CharacterKind.Dropped,
            1 => IsIdeograph(codePoint) || IsPunctuation(expansion[0]) ? CharacterKind.Alone : CharacterKind.Word,
            _ => CharacterKind.Several,
        };
    }

    /// <summary>Every ASCII symbol counts as punctuation, and elsewhere the categories P*.</summary>
    private static bool IsPunctuation(int codePoint)
    {
        if (codePoint < 0x80)
        {
            return codePoint > ' ' && codePoint < 0x7F && !char.IsAsciiLetterOrDigit((char)codePoint);
        }

        return CharUnicodeInfo.GetUnicodeCategory(codePoint) is UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation
            or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation
            or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation;
    }

    /// <summary>The blocks of CJK unified and compatibility ideographs; kana and Hangul are written in words and stay so.</summary>
    private static bool IsIdeograph(int codePoint) => codePoint is
        (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x2A6DF)
        or (>= 0x2A700 and <= 0x2B73F) or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B820 and <= 0x2CEAF) or (>= 0x2F800 and <= 0x2FA1F);
}
