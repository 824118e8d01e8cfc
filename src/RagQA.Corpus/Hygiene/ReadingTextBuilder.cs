using System.Globalization;
using System.Text;

namespace RagQA.Corpus;

/// <summary>Makes a <see cref="ReadingText"/>.</summary>
internal sealed class ReadingTextBuilder(string source)
{
    private static readonly string[] Ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    // First parts of compounds that keep their hyphen when a line ends behind it: "low-" + "dose" is no "lowdose".
    private static readonly HashSet<string> CompoundStarts = new(StringComparer.OrdinalIgnoreCase)
    {
        "non", "low", "high", "self", "long", "short", "well", "post", "pre", "co", "half", "full", "first", "second", "third",
        "one", "two", "three", "four", "five", "six", "once", "twice", "end", "follow", "follow-up", "anti", "beta", "alpha",
    };

    private readonly StringBuilder _text = new(source.Length);
    private readonly List<int> _starts = new(source.Length);
    private readonly List<int> _ends = new(source.Length);
    private bool _changed;

    public ReadingText Build()
    {
        for (int i = 0; i < source.Length;)
        {
            i = Take(i);
        }

        return _changed
            ? new ReadingText(source, _text.ToString(), [.. _starts], [.. _ends])
            : new ReadingText(source, source, null, null);
    }

    // Handles what starts at i and returns where the next thing starts.
    private int Take(int i)
    {
        char c = source[i];
        if (c is '\n' or '\t' or (>= ' ' and < '\u007F' and not '-'))
        {
            return Keep(i, c, 1);
        }

        if (c is '-' or '\u2010' or '\u2011' or '\u00AD')
        {
            return Hyphen(i, c);
        }

        if (c == '\r')
        {
            int length = i + 1 < source.Length && source[i + 1] == '\n' ? 2 : 1;
            return Replace(i, length, '\n');
        }

        if (char.IsSurrogate(c))
        {
            return Surrogate(i);
        }

        if (Invisible.IsInvisible(c))
        {
            return Remove(i, 1);
        }

        return c switch
        {
            '\u2028' or '\u2029' => Replace(i, 1, '\n'),
            '\u0085' or '\v' or '\f' => Replace(i, 1, ' '),
            >= '\uFB00' and <= '\uFB06' => Replace(i, 1, Ligatures[c - '\uFB00']),
            >= '\uFF01' and <= '\uFF5E' => Replace(i, 1, (char)(c - 0xFEE0)),
            '\u00B5' => Replace(i, 1, 'μ'),
            _ when char.IsControl(c) => Remove(i, 1),
            _ when char.GetUnicodeCategory(c) == UnicodeCategory.SpaceSeparator => Replace(i, 1, ' '),
            _ => Keep(i, c, 1),
        };
    }

    private int Surrogate(int i)
    {
        if (!Rune.TryGetRuneAt(source, i, out Rune rune))
        {
            return Replace(i, 1, '\uFFFD');
        }

        if (Invisible.IsInvisible(rune.Value))
        {
            return Remove(i, 2);
        }

        // Both halves stand for the whole pair.
        _text.Append(source, i, 2);
        _starts.Add(i);
        _starts.Add(i);
        _ends.Add(i + 2);
        _ends.Add(i + 2);
        return i + 2;
    }

    private int Hyphen(int i, char c)
    {
        int next = AfterLineEnd(i + 1);
        if (next > 0 && char.IsLower(source[next]) && _text.Length > 0 && char.IsLetter(_text[^1]))
        {
            if (c != '\u00AD' && CompoundStarts.Contains(LastWord()))
            {
                Replace(i, 1, '-');
                return Remove(i + 1, next - i - 1);
            }

            return Remove(i, next - i);
        }

        return c switch
        {
            '-' => Keep(i, c, 1),
            '\u00AD' => Remove(i, 1),
            _ => Replace(i, 1, '-'),
        };
    }

    // Where the next line's text starts if only spaces and one line end come before it, else -1.
    private int AfterLineEnd(int i)
    {
        bool lineEnd = false;
        for (; i < source.Length; i++)
        {
            char c = source[i];
            if (c == '\n')
            {
                if (lineEnd)
                {
                    return -1;
                }

                lineEnd = true;
            }
            else if (c is not (' ' or '\t' or '\r'))
            {
                return lineEnd ? i : -1;
            }
        }

        return -1;
    }

    private string LastWord()
    {
        int start = _text.Length;
        while (start > 0 && _text.Length - start < 12 && (char.IsLetter(_text[start - 1]) || _text[start - 1] == '-'))
        {
            start--;
        }

        return _text.ToString(start, _text.Length - start);
    }

    private int Keep(int i, char c, int length)
    {
        _text.Append(c);
        _starts.Add(i);
        _ends.Add(i + length);
        return i + length;
    }

    private int Replace(int i, int length, char with)
    {
        _changed = true;
        return Keep(i, with, length);
    }

    private int Replace(int i, int length, string with)
    {
        foreach (char c in with)
        {
            Replace(i, length, c);
        }

        return i + length;
    }

    private int Remove(int i, int length)
    {
        _changed = true;
        return i + length;
    }
}
