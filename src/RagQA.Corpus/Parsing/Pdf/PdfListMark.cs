namespace RagQA.Corpus;

/// <summary>Bullets and numbers in front of list items.</summary>
internal static class PdfListMark
{
    private const string Bullets = "•◦▪●‣·–—-*o";

    /// <summary>Whether the text is nothing but a mark.</summary>
    public static bool Is(string text) => text.Length is > 0 and <= 4
        && ((text.Length == 1 && Bullets.Contains(text[0], StringComparison.Ordinal)) || IsNumber(text));

    /// <summary>Whether the text begins with a mark and goes on.</summary>
    public static bool Opens(string text)
    {
        int space = text.IndexOf(' ', StringComparison.Ordinal);
        return Is(space < 0 ? text : text[..space]);
    }

    private static bool IsNumber(string text)
    {
        ReadOnlySpan<char> body = text.AsSpan().TrimStart('(');
        if (body.Length < 2 || body[^1] is not ('.' or ')'))
        {
            return false;
        }

        body = body[..^1];
        return (body.Length == 1 && char.IsAsciiLetter(body[0])) || body.IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
