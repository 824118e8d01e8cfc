using System.Text;

namespace RagQA.Grains.Retrieval;

/// <summary>
/// A passage by its letters and digits alone. Only what is the same word for word is merged: two protocols that differ in one dose
/// are nearly equal too, and that difference is what a clinician has to see.
/// </summary>
internal static class PassageWords
{
    public static string Of(string text)
    {
        var words = new StringBuilder(text.Length);
        var isBetween = false;
        for (var i = 0; i < text.Length; i++)
        {
            // A point or sign in or before a number is part of it.
            if (char.IsLetterOrDigit(text[i]) || char.IsSurrogate(text[i]) || IsOfNumber(text, i))
            {
                if (isBetween && words.Length > 0)
                {
                    words.Append(' ');
                }

                words.Append(char.ToLowerInvariant(text[i]));
                isBetween = false;
            }
            else
            {
                isBetween = true;
            }
        }

        return words.ToString();
    }

    private static bool IsOfNumber(string text, int at)
        => text[at] is '<' or '>' or '≤' or '≥' or '=' or '±' or '%'
            || (text[at] is '.' or ',' or '-' or '−' or '+' or '/' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]));
}
