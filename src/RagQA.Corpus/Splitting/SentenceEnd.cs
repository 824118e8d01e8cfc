namespace RagQA.Corpus;

/// <summary>Decides whether a full stop, question mark or exclamation mark ends a sentence.</summary>
internal static class SentenceEnd
{
    // No abbreviation is longer; it also keeps the look back constant.
    private const int MaxWord = 12;

    /// <summary>One past the end of the sentence if one ends at <paramref name="i"/>, else <paramref name="i"/>.</summary>
    public static int After(string text, int lineStart, int i, TextRange block)
    {
        char mark = text[i];
        if (mark is '。' or '！' or '？')
        {
            return Closers(text, i + 1, block.End);
        }

        if (!IsMark(mark))
        {
            return i;
        }

        // 1. Further marks and closing quotes belong to the sentence; white space must follow.
        int marks = i + 1;
        while (marks < block.End && IsMark(text[marks]))
        {
            marks++;
        }

        int after = Closers(text, marks, block.End);
        if (after < block.End && !char.IsWhiteSpace(text[after]))
        {
            return i;
        }

        // 2. What comes next: nothing, or a sentence that goes on in lower case.
        int next = after;
        while (next < block.End && (char.IsWhiteSpace(text[next]) || IsOpeningQuote(text[next])))
        {
            // A new line has rules of its own.
            if (text[next] == '\n')
            {
                break;
            }

            next++;
        }

        if (next >= block.End)
        {
            return after;
        }

        char first = text[next] == '\n' ? FirstOfNextLine(text, next, block.End) : text[next];
        if (char.IsLower(first) || IsMark(first) || (mark != '.' && first is ',' or ';' or ')'))
        {
            return i;
        }

        // 3. An ellipsis pauses unless a capital letter follows.
        bool ellipsis = mark == '…' || marks - i > 1;
        if (ellipsis)
        {
            return mark is '.' or '…' && text.AsSpan(i, marks - i).IndexOfAny('!', '?') < 0 && !char.IsUpper(first) ? i : after;
        }

        return mark == '.' && after == marks && IsAbbreviation(text, lineStart, i, next, first, block) ? i : after;
    }

    /// <summary>Whether the character can end a sentence.</summary>
    public static bool IsMark(char c) => c is '.' or '!' or '?' or '…';

    private static bool IsAbbreviation(string text, int lineStart, int stop, int next, char first, TextRange block)
    {
        int start = stop;
        while (start > lineStart && stop - start <= MaxWord && !char.IsWhiteSpace(text[start - 1]) && text[start - 1] is not ('(' or '[' or '"' or '“' or '/'))
        {
            start--;
        }

        string word = text[start..stop];
        if (word.Length is 0 or > MaxWord)
        {
            return false;
        }

        bool opensLine = start == lineStart || string.IsNullOrWhiteSpace(text[Math.Max(lineStart, start - 8)..start]);
        if (opensLine && word.Length <= 3 && (word.All(char.IsAsciiDigit) || (word.Length == 1 && char.IsAsciiLetter(word[0]))))
        {
            return true;
        }

        if (Abbreviations.IsLeading(word))
        {
            return true;
        }

        if (Abbreviations.IsBeforeNumber(word) && char.IsDigit(first))
        {
            return true;
        }

        // Initials before units: the S of "John S. Smith" is no second, the L of "5 L." no initial.
        string following = WordAt(text, next, block.End);
        if (word.Length == 1 && char.IsUpper(word[0]) && char.IsUpper(first))
        {
            bool anotherInitial = following.Length == 1 && next + 1 < block.End && text[next + 1] == '.';
            if (anotherInitial || IsAfterName(text, lineStart, start))
            {
                return anotherInitial || !Abbreviations.IsOpener(following);
            }
        }

        if (Abbreviations.IsAmbiguous(word))
        {
            return !char.IsUpper(first) && char.IsLetterOrDigit(first);
        }

        // "U.K. guidance", "W.H.O. criteria".
        bool dotted = word.Length >= 3 && word.Length % 2 == 1 && word.Where((c, i) => i % 2 == 0 ? !char.IsUpper(c) : c != '.').Any() is false;
        return dotted && !Abbreviations.IsOpener(following);
    }

    // An initial stands at the start, after a title, another initial or a capitalised word that names no kind.
    private static bool IsAfterName(string text, int lineStart, int start)
    {
        int end = start;
        while (end > lineStart && start - end < 3 && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        int begin = end;
        while (begin > lineStart && end - begin < 2 * MaxWord && !char.IsWhiteSpace(text[begin - 1]))
        {
            begin--;
        }

        string before = text[begin..end];
        return before.Length == 0 || (char.IsUpper(before[0]) && !Abbreviations.IsKind(before));
    }

    private static string WordAt(string text, int start, int end)
    {
        int i = start;
        while (i < end && i - start <= MaxWord && char.IsLetter(text[i]))
        {
            i++;
        }

        return text[start..i];
    }

    private static char FirstOfNextLine(string text, int i, int end)
    {
        while (i < end && char.IsWhiteSpace(text[i]))
        {
            i++;
        }

        return i < end ? text[i] : '\n';
    }

    // Closing quotes and brackets, and reference marks such as [12] right behind the full stop.
    private static int Closers(string text, int i, int end)
    {
        while (i < end)
        {
            char c = text[i];
            if (c is '"' or '\'' or '”' or '’' or ')' or ']' or '»' or '」' or '』')
            {
                i++;
                continue;
            }

            int close = c == '[' ? ReferenceEnd(text, i, end) : -1;
            if (close < 0)
            {
                return i;
            }

            i = close;
        }

        return i;
    }

    private static int ReferenceEnd(string text, int open, int end)
    {
        for (int i = open + 1; i < end && i - open < 16; i++)
        {
            if (text[i] == ']')
            {
                return i > open + 1 ? i + 1 : -1;
            }

            if (!char.IsAsciiDigit(text[i]) && text[i] is not (',' or '-' or '–' or ' '))
            {
                return -1;
            }
        }

        return -1;
    }

    private static bool IsOpeningQuote(char c) => c is '"' or '\'' or '“' or '‘' or '(' or '[' or '«';
}
