using System.Globalization;
using System.Text;

namespace RagQA.Web.Asking;

/// <summary>Stored text as a page shows it: characters that turn the direction of the text around them, or do nothing but hide, stand there by their number.</summary>
internal static class ShownText
{
    public static string Of(string text)
    {
        if (!text.EnumerateRunes().Any(IsHidden))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHidden(rune))
            {
                shown.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
            }
            else
            {
                shown.Append(rune);
            }
        }

        return shown.ToString();
    }

    // Embeddings, overrides and isolates; marks of direction; control characters; tags. Joiners stay: scripts need them.
    private static bool IsHidden(Rune rune) => rune.Value switch
    {
        '\n' or '\t' => false,
        < 0x20 or (>= 0x7f and < 0xa0) => true,
        0x061c or 0x200e or 0x200f or (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069) => true,
        >= 0xe0000 and <= 0xe007f => true,
        _ => false,
    };
}
