using System.Text;

namespace RagQA.Corpus;

/// <summary>Text of the paragraph that is being read, with white space collapsed as a browser does.</summary>
internal sealed class HtmlInlineText
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private readonly StringBuilder _text = new();
    private int _mark;

    /// <summary>Whether white space is kept, as in <c>pre</c>.</summary>
    public bool Preformatted { get; set; }

    /// <summary>Adds text.</summary>
    public void Add(string text)
    {
        foreach (char c in text)
        {
            if (c == '\n' && Preformatted)
            {
                _text.Append('\n');
            }
            else if (c is ' ' or '\t' or '\n' or '\r' or '\f' && !Preformatted)
            {
                if (_text.Length > _mark && _text[^1] is not (' ' or '\n'))
                {
                    _text.Append(' ');
                }
            }
            else
            {
                _text.Append(c);
            }
        }
    }

    /// <summary>Adds a line break, or a space where everything stays on one line.</summary>
    public void Break(bool onOneLine)
    {
        if (onOneLine)
        {
            Add(" ");
            return;
        }

        TrimEnd();
        if (_text.Length > _mark + 1 && _text[^1] == '\n' && _text[^2] == '\n')
        {
            return;
        }

        _text.Append('\n');
    }

    /// <summary>Adds raised text: figures as superscript characters, everything else as it is.</summary>
    public void AddSuperscript(string text)
    {
        bool figures = text.Length > 0 && text.All(c => char.IsAsciiDigit(c) || c is '-' or '+' or '−');
        foreach (char c in text)
        {
            _text.Append(!figures ? c : c switch
            {
                '+' => '⁺',
                '-' or '−' => '⁻',
                _ => Superscripts[c - '0'],
            });
        }
    }

    /// <summary>Adds a separator unless it would come first or twice.</summary>
    public void Separate(string separator)
    {
        TrimEnd();
        if (_text.Length > _mark && _text[^1] is not (';' or ':'))
        {
            _text.Append(separator);
        }
        else
        {
            Add(" ");
        }
    }

    /// <summary>Starts a text within the text; returns what <see cref="Take"/> needs to go back.</summary>
    public int Mark()
    {
        int before = _mark;
        _mark = _text.Length;
        return before;
    }

    /// <summary>Takes out what was added since the latest mark, trimmed, and goes back to the mark before.</summary>
    public string Take(int markBefore = 0)
    {
        int mark = _mark;
        _mark = markBefore;
        string text = FileText.CleanOrEmpty(_text.ToString(mark, _text.Length - mark)).Trim();
        _text.Length = mark;
        return text;
    }

    private void TrimEnd()
    {
        while (_text.Length > _mark && _text[^1] == ' ')
        {
            _text.Length--;
        }
    }
}
