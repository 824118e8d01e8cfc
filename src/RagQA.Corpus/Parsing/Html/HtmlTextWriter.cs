using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace RagQA.Corpus;

/// <summary>
/// Walks a page and writes its text: a blank line between paragraphs, one line for each list item and table row, no markup.
/// </summary>
internal sealed class HtmlTextWriter(DocumentTextBuilder builder, HtmlVisibility visibility)
{
    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "address", "article", "blockquote", "body", "caption", "center", "details", "div", "fieldset", "figcaption", "figure",
        "form", "hr", "hgroup", "legend", "main", "p", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    };

    private readonly HtmlInlineText _inline = new();
    private readonly Stack<int?> _numbers = new();
    private string _lead = "";
    private int _listDepth;
    private int _listLines;
    private int _flat;
    private bool _hiddenText;
    private bool _struckOut;

    /// <summary>What was left out, in words for a curator.</summary>
    public IEnumerable<string> Flags
    {
        get
        {
            if (_hiddenText)
            {
                yield return SuspicionFlags.HiddenText;
            }

            if (_struckOut)
            {
                yield return SuspicionFlags.StruckOutText;
            }
        }
    }

    /// <summary>Writes everything below <paramref name="root"/>.</summary>
    public void Write(IElement root)
    {
        Children(root);
        Flush();
    }

    private void Children(INode parent)
    {
        for (INode? node = parent.FirstChild; node is not null; node = node.NextSibling)
        {
            if (node is IText text)
            {
                _inline.Add(text.Data);
            }
            else if (node is IElement element && IsShown(element))
            {
                Element(element);
            }
        }
    }

    private bool IsShown(IElement element)
    {
        if (HtmlVisibility.IsFrame(element))
        {
            return false;
        }

        if (visibility.IsHidden(element))
        {
            _hiddenText |= HtmlVisibility.HoldsText(element);
            return false;
        }

        if (HtmlVisibility.IsStruckOut(element))
        {
            _struckOut |= HtmlVisibility.HoldsText(element);
            return false;
        }

        return true;
    }

    private void Element(IElement element)
    {
        switch (element.LocalName)
        {
            case "br":
                _inline.Break(_flat > 0);
                break;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6" when _flat == 0:
                Heading(element);
                break;
            case "ul" or "ol" or "dl" or "menu":
                List(element);
                break;
            case "li":
                Item(element);
                break;
            case "dt":
                Term(element);
                break;
            case "dd":
                Children(element);
                Flush();
                break;
            case "table" when _flat == 0 && !HtmlTable.IsLayout(element):
                Table((IHtmlTableElement)element);
                break;
            case "pre" when _flat == 0:
                Flush();
                _inline.Preformatted = true;
                Children(element);
                _inline.Preformatted = false;
                Flush();
                break;
            case "sup":
                // "10<sup>9</sup>" must never read as 109.
                _inline.AddSuperscript(Flat(element));
                break;
            case string name when Blocks.Contains(name):
                Flush();
                Children(element);
                Flush();
                break;
            default:
                Children(element);
                break;
        }
    }

    private void Heading(IElement element)
    {
        Flush();
        builder.Heading(element.LocalName[1] - '0', Flat(element));
    }

    private void List(IElement element)
    {
        Flush();
        _listLines = _listDepth == 0 ? 0 : _listLines;
        _listDepth++;
        _numbers.Push(element.LocalName == "ol" ? Number(element, "start") ?? 1 : null);
        Children(element);
        Flush();
        FlushLead();
        _numbers.Pop();
        _listDepth--;
    }

    private void Item(IElement element)
    {
        // Steps keep their numbers: "step 2" is what people refer to.
        string lead = "";
        if (_numbers.TryPop(out int? next))
        {
            int? number = next is null ? null : Number(element, "value") ?? next;
            lead = number is null ? "" : $"{number}. ";
            _numbers.Push(number + 1);
        }

        if (_flat > 0)
        {
            _inline.Separate("; ");
            _inline.Add(lead);
            Children(element);
            return;
        }

        Flush();
        _lead = lead;
        Children(element);
        Flush();
        _lead = "";
    }

    private void Term(IElement element)
    {
        Flush();
        string term = Flat(element);
        if (_flat > 0)
        {
            _inline.Separate("; ");
            _inline.Add(term + ": ");
        }
        else
        {
            // The definition follows on the same line; a term without one is a line of its own.
            FlushLead();
            _lead = term.Length == 0 ? "" : term.EndsWith(':') ? term + " " : term + ": ";
        }
    }

    private void Table(IHtmlTableElement element)
    {
        Flush();
        FlushLead();
        bool first = true;
        foreach (string row in HtmlTable.Rows(element, IsShown, Flat))
        {
            Put(row, first && _listDepth == 0);
            first = false;
        }
    }

    /// <summary>Text of an element on one line, as in headings and table cells.</summary>
    private string Flat(IElement element)
    {
        _flat++;
        int before = _inline.Mark();
        Children(element);
        _flat--;
        return _inline.Take(before);
    }

    private static int? Number(IElement element, string attribute) =>
        int.TryParse(element.GetAttribute(attribute), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
        && number is > -1_000_000 and < 1_000_000
            ? number
            : null;

    private void Flush()
    {
        if (_flat > 0)
        {
            _inline.Add(" ");
            return;
        }

        string text = _inline.Take();
        if (text.Length > 0)
        {
            text = _lead + text;
            _lead = "";
            Put(text, _listDepth == 0);
        }
    }

    private void FlushLead()
    {
        string lead = _lead;
        _lead = "";
        if (lead.Length > 0)
        {
            Put(lead, _listDepth == 0);
        }
    }

    private void Put(string text, bool ownBlock)
    {
        if (ownBlock || (_listDepth > 0 && _listLines == 0))
        {
            builder.Block(text);
        }
        else
        {
            builder.Line(text);
        }

        _listLines++;
    }
}
