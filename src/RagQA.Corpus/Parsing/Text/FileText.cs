using System.Text;

namespace RagQA.Corpus;

/// <summary>From bytes to the kind of string that every parser works on.</summary>
internal static class FileText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding StrictUtf16 = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding StrictUtf16BigEndian = new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    /// <summary>Decodes strictly: a guess at another encoding would put wrong characters into quotations.</summary>
    public static string Decode(ReadOnlySpan<byte> content)
    {
        string text;
        try
        {
            text = content switch
            {
                [0xEF, 0xBB, 0xBF, .. var rest] => StrictUtf8.GetString(rest),
                [0xFF, 0xFE, .. var rest] => StrictUtf16.GetString(rest),
                [0xFE, 0xFF, .. var rest] => StrictUtf16BigEndian.GetString(rest),
                _ => StrictUtf8.GetString(content),
            };
        }
        catch (DecoderFallbackException exception)
        {
            throw NotText(exception);
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw NotText(null);
        }

        return !string.IsNullOrWhiteSpace(text) ? text : throw Blank();
    }

    /// <summary>Gives valid UTF-16 with "\n" line ends.</summary>
    /// <exception cref="RagQAException">Invalid: nothing but white space.</exception>
    public static string Clean(string text)
    {
        // Cleaned first: a byte order mark alone is no text either.
        string clean = CleanOrEmpty(text);
        return !string.IsNullOrWhiteSpace(clean) ? clean : throw Blank();
    }

    /// <summary>As <see cref="Clean"/>, for a part of a document that may be blank.</summary>
    public static string CleanOrEmpty(string text) => NeedsCleaning(text) ? Rewrite(text) : text;

    public static RagQAException TooLarge(int maxBytes) => new(
        FailureKind.TooLarge,
        $"It is larger than {maxBytes / (1024 * 1024)} MiB; split it into smaller files.");

    private static RagQAException Blank() =>
        new(FailureKind.Invalid, "There is no text in it; nothing can be answered from it.");

    private static RagQAException NotText(Exception? inner) => new(
        FailureKind.Unsupported,
        "The file is not UTF-8 text; save it as UTF-8 or as UTF-16 with a byte order mark.",
        inner);

    private static bool NeedsCleaning(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (IsOtherLineEnd(c) || char.IsSurrogate(c) || (c == '\uFEFF' && i == 0))
            {
                return true;
            }
        }

        return false;
    }

    private static string Rewrite(string text)
    {
        StringBuilder result = new(text.Length);
        for (int i = text[0] == '\uFEFF' ? 1 : 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                result.Append(c).Append(text[++i]);
            }
            else if (char.IsSurrogate(c))
            {
                result.Append('\uFFFD');
            }
            else if (IsOtherLineEnd(c))
            {
                result.Append('\n');
                if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                {
                    i++;
                }
            }
            else
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }

    private static bool IsOtherLineEnd(char c) => c is '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029';
}
