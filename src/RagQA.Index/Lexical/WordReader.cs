using System.Globalization;
using System.Text;

namespace RagQA.Index;

/// <summary>
/// Cuts a text into words. A word is a run of letters and digits, folded. Kept whole: decimals (0.5, 0·5, .5) and
/// grouped thousands (1,000). A number ends where letters follow (5mg is 5 and mg). Apostrophes vanish, a possessive 's with them.
/// </summary>
internal ref struct WordReader(string text)
{
    private readonly string _text = text;
    private readonly StringBuilder _word = new();
    private int _at;

    /// <summary>The word that was read, folded; not stemmed.</summary>
    public string Word { get; private set; } = "";

    /// <summary>True when a hyphen or slash binds the word to the one before it.</summary>
    public bool IsBound { get; private set; }

    /// <summary>True for the capital A of hepatitis A: not at the start of a sentence, so not the article.</summary>
    public bool IsLabel { get; private set; }

    public bool Read()
    {
        var start = _at;
        IsLabel = false;
        while (_at < _text.Length)
        {
            if (IsWord(_at))
            {
                IsLabel = _text[_at] == 'A' && _at > 1 && _text[_at - 1] is ' ' or '-' && IsWord(_at - 2);
                IsBound = start > 0 && _at == start + 1 && IsJoiner(_text[start]);
                return ReadWord("");
            }

            if (IsNakedDecimal())
            {
                IsBound = false;
                _at++;
                return ReadWord("0.");
            }

            _at++;
        }

        return false;
    }

    private static bool IsJoiner(char c) => c is '-' or '/' or '\u2010' or '\u2011';

    private static bool IsApostrophe(char c) => c is '\'' or '\u2019' or '\u02BC';

    private static bool IsPoint(char c) => c is '.' or '\u00B7';

    // Soft hyphens, zero-width characters and combining marks are inside words but not part of them.
    private static bool IsInvisible(char c) =>
        c > '\u007F' && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark;

    private readonly bool IsWord(int at) => at < _text.Length
        && (char.IsLetterOrDigit(_text[at]) || LetterFolding.RaisedDigit(_text[at]) is not null || LetterFolding.LoweredDigit(_text[at]) is not null);

    private readonly bool IsDigit(int at) => at >= 0 && at < _text.Length && char.IsAsciiDigit(_text[at]);

    private readonly bool IsNakedDecimal() => IsPoint(_text[_at]) && IsDigit(_at + 1)
        && (_at == 0 || char.IsWhiteSpace(_text[_at - 1]) || _text[_at - 1] is '(' or '[' or '<' or '>' or '=' or '≤' or '≥');

    private bool ReadWord(string prefix)
    {
        _word.Clear().Append(prefix);
        var number = true;
        var first = _at;
        for (; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            if (char.IsAsciiDigit(c))
            {
                _word.Append(c);
            }
            else if (LetterFolding.RaisedDigit(c) is { } raised)
            {
                // 10⁹ is not 109: a power begins a word of its own. The 2 of m² belongs to its unit.
                if (number && _at > first)
                {
                    break;
                }

                _word.Append(raised);
            }
            else if (LetterFolding.LoweredDigit(c) is { } lowered)
            {
                _word.Append(lowered);
            }
            else if (char.IsAsciiLetter(c) || IsWord(_at))
            {
                if (number && _at > first)
                {
                    break;
                }

                number = false;
                Append(c);
            }
            else if (!(number && ContinuesNumber(first)) && !SkipsApostrophe(number) && !IsInvisible(c))
            {
                break;
            }
            else if (number && IsPoint(c))
            {
                _word.Append('.');
            }
        }

        Word = _word.ToString();
        return true;
    }

    private readonly void Append(char c)
    {
        if (char.IsAscii(c))
        {
            _word.Append(char.ToLowerInvariant(c));
            return;
        }

        // The micro sign alone is the letter mu (μ-opioid); inside a word it is a prefix of a unit, which English writes with u (µg, ug).
        if (c is '\u00B5' or 'μ' && (_word.Length > 0 || (_at + 1 < _text.Length && char.IsAsciiLetter(_text[_at + 1]))))
        {
            _word.Append('u');
            return;
        }

        _word.Append(LetterFolding.Fold(c));
    }

    private readonly bool ContinuesNumber(int first)
    {
        if (IsPoint(_text[_at]))
        {
            return _at > first && IsDigit(_at - 1) && IsDigit(_at + 1);
        }

        // Exactly three digits follow, and no more than three come before.
        return _text[_at] == ',' && _at > first && IsDigit(_at - 1) && !IsDigit(_at - 4)
            && IsDigit(_at + 1) && IsDigit(_at + 2) && IsDigit(_at + 3) && !IsDigit(_at + 4);
    }

    private bool SkipsApostrophe(bool number)
    {
        if (number || !IsApostrophe(_text[_at]) || !IsWord(_at + 1))
        {
            return false;
        }

        if (_text[_at + 1] is 's' or 'S' && !IsWord(_at + 2))
        {
            _at++;
        }

        return true;
    }
}
