namespace RagQA.Corpus;

/// <summary>
/// Tells a line end that merely wraps a long line from one that ends a list item or a table row: a wrapped line is full,
/// the next word would not have fitted.
/// </summary>
internal readonly struct LineWraps
{
    // Lines shorter than this are rows or items, whatever follows.
    private const int MinWrappedLength = 40;
    private const int MinParagraphLines = 3;
    private readonly int _width;
    private readonly int _end;
    private readonly bool _wrappedParagraph;

    private LineWraps(int width, int end, bool wrappedParagraph)
    {
        _width = width;
        _end = end;
        _wrappedParagraph = wrappedParagraph;
    }

    /// <summary>Measures a block of lines without a blank line between them.</summary>
    public static LineWraps Of(string text, TextRange block)
    {
        // 1. The width is the length of the longest line.
        int width = 0;
        int lines = 0;
        ForEachLine(text, block, (start, end) =>
        {
            width = Math.Max(width, end - start);
            lines++;
            return true;
        });

        // 2. It is a wrapped paragraph if all lines but the last are full.
        bool full = lines >= MinParagraphLines;
        if (full)
        {
            ForEachLine(text, block, (start, end) => full = end >= block.End || IsFull(text, start, end, block.End, width));
        }

        return new LineWraps(width, block.End, full);
    }

    /// <summary>Whether the line end at <paramref name="lineEnd"/> is inside a sentence.</summary>
    public bool IsWrap(string text, int lineStart, int lineEnd)
    {
        if (!IsFull(text, lineStart, lineEnd, _end, _width))
        {
            return false;
        }

        int last = lineEnd - 1;
        while (last > lineStart && char.IsWhiteSpace(text[last]))
        {
            last--;
        }

        int next = SkipSpaces(text, lineEnd + 1, _end);
        return text[last] is not ('.' or '!' or '?' or ';' or ':')
            && next < _end
            && !IsListMark(text, next, _end)
            && (_wrappedParagraph || !char.IsUpper(text[next]));
    }

    private static void ForEachLine(string text, TextRange block, Func<int, int, bool> visit)
    {
        for (int start = block.Start; start < block.End;)
        {
            int length = text.AsSpan(start, block.End - start).IndexOf('\n');
            int end = length < 0 ? block.End : start + length;
            if (!visit(start, end))
            {
                return;
            }

            start = end + 1;
        }
    }

    private static bool IsFull(string text, int start, int end, int blockEnd, int width)
    {
        if (end - start < MinWrappedLength)
        {
            return false;
        }

        int word = SkipSpaces(text, end + 1, blockEnd);
        int wordEnd = word;
        while (wordEnd < blockEnd && wordEnd - word <= width && !char.IsWhiteSpace(text[wordEnd]))
        {
            wordEnd++;
        }

        return end - start + 1 + (wordEnd - word) > width;
    }

    private static int SkipSpaces(string text, int i, int end)
    {
        while (i < end && text[i] != '\n' && char.IsWhiteSpace(text[i]))
        {
            i++;
        }

        return i;
    }

    private static bool IsListMark(string text, int i, int end)
    {
        char c = text[i];
        if (c is '•' or '◦' or '▪' or '●' or '‣' or '·')
        {
            return true;
        }

        if (c is '-' or '*' or '–' or '—' or '+')
        {
            return i + 1 < end && char.IsWhiteSpace(text[i + 1]);
        }

        int digits = i;
        while (digits < end && digits - i < 3 && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        bool numbered = digits > i || (char.IsAsciiLetter(c) && ++digits > i);
        return numbered && digits + 1 < end && text[digits] is '.' or ')' && char.IsWhiteSpace(text[digits + 1]);
    }
}
