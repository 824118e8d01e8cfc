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
    private const int MaxHeader = 200;
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
        // 1. Nothing is wrapped before a list item or after a full stop.
        int last = lineEnd - 1;
        while (last > lineStart && char.IsWhiteSpace(text[last]))
        {
            last--;
        }

        int next = SkipSpaces(text, lineEnd + 1, _end);
        if (last < lineStart || next >= _end || IsListMark(text, next, _end) || text[last] is '.' or '!' or '?' or ';' or ':')
        {
            return false;
        }

        // 2. A word is broken at a hyphen; rows of a table name the same header in front.
        if (last > lineStart && text[last] is '-' or '\u2010' or '\u00AD' && char.IsLetter(text[last - 1]) && char.IsLower(text[next]))
        {
            return true;
        }

        if (IsSameHeader(text, lineStart, next))
        {
            return false;
        }

        // 3. A long line, or one that asks for more, goes on in lower case.
        if (char.IsLower(text[next]) && (last - lineStart + 1 >= MinWrappedLength || text[last] == ',' || EndsOpen(text, lineStart, last + 1)))
        {
            return true;
        }

        // 4. Otherwise only a full line of a paragraph goes on.
        return (_wrappedParagraph || !char.IsUpper(text[next])) && IsFull(text, lineStart, lineEnd, _end, _width);
    }

    // "dose: 5 mg" above "dose: 10 mg".
    private bool IsSameHeader(string text, int lineStart, int next)
    {
        for (int i = 0; i < MaxHeader && next + i < _end && text[lineStart + i] == text[next + i] && text[next + i] != '\n'; i++)
        {
            if (text[next + i] == ':')
            {
                return i > 0;
            }
        }

        return false;
    }

    private static bool EndsOpen(string text, int lineStart, int end)
    {
        int start = end;
        while (start > lineStart && end - start < 5 && char.IsAsciiLetterLower(text[start - 1]))
        {
            start--;
        }

        return (start == lineStart || char.IsWhiteSpace(text[start - 1]))
            && text.AsSpan(start, end - start) is "of" or "the" or "a" or "an" or "and" or "or" or "to" or "in" or "by" or "with" or "for" or "is" or "are";
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
