using System.Globalization;
using System.Text;

namespace RagQA.Corpus;

/// <summary>What Python, in which the reference scripts are written, takes for white space and for word characters.</summary>
internal static class PythonText
{
    /// <summary>Characters at which <c>str.split()</c> splits.</summary>
    public static readonly char[] Spaces =
        [.. Enumerable.Range(0, char.MaxValue).Select(code => (char)code).Where(c => char.IsWhiteSpace(c) || c is >= '\u001C' and <= '\u001F')];

    /// <summary>Length of the word character (<c>\w</c>) at a position: 0 where there is none.</summary>
    public static int WordLength(string text, int i)
    {
        if (!Rune.TryGetRuneAt(text, i, out Rune rune))
        {
            return 0;
        }

        bool isWord = rune.Value == '_' || Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
        return isWord ? rune.Utf16SequenceLength : 0;
    }
}
