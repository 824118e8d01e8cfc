using CsCheck;

namespace RagQA.Tests.Corpus;

/// <summary>Random text of the kinds that break offsets: line ends, combining marks, pairs, halves of pairs, ligatures, controls.</summary>
internal static class UnicodeText
{
    private static readonly string[] Parts =
    [
        "a", "B", "word", "Dr.", "e.g.", "mg", "5", "2.5", ".", ". ", "! ", "?", "…", "...", ",", ";", ":", "-", "-\n", "(", ")", "\"", "”", "[12]",
        " ", " ", " ", "  ", "\t", "\n", "\n", "\n\n", "\r\n", "\r", "\u00A0", "\u3000", "\u2028", "\u0085", "\f", "\0",
        "é", "e\u0301", "\u0301", "ß", "İ", "Σ", "µ", "ﬁ", "ﬃ", "５", "。", "漢字", "한글", "نص", "а",
        "😀", "👩‍⚕️", "𝐚", "\uD83D", "\uDE00", "\u200B", "\u200D", "\u00AD", "\u202E", "\u2066", "\uFEFF", "\U000E0041", "\uFFFD",
        "- item\n", "1. ", "• ", "Heading\n\n", "A sentence of some length that goes on. ", "the next line is wrapped here and there\n",
    ];

    /// <summary>Any sequence of UTF-16 code units.</summary>
    public static Gen<string> Any { get; } = Gen.OneOf(
        Gen.Int[0, Parts.Length - 1].Array[0, 80].Select(indexes => string.Concat(indexes.Select(i => Parts[i]))),
        Gen.Char.Array[0, 40].Select(characters => new string(characters)));
}
