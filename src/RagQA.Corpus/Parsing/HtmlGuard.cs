using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;

namespace RagQA.Corpus;

/// <summary>
/// Stops pages made to choke a parser: the rules of HTML look through all open elements at each tag, and open a forgotten
/// formatting element again in every paragraph, so that time and memory grow with the square of the page.
/// </summary>
internal sealed class HtmlGuard
{
    private const int MaxOpen = 5_000;
    private const int MaxElements = 3_000_000;

    // Elements that have no end tag, or whose end tag is usually left out.
    private static readonly HashSet<string> WithoutEnd = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "frame",
        "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "rp", "rt",
        "html", "head", "body",
    };

    private readonly Dictionary<string, int> _openByName = new(StringComparer.OrdinalIgnoreCase);
    private int _open;
    private int _elements;

    /// <summary>Sees a token before it is handled.</summary>
    /// <exception cref="RagQAException">Unsupported: too many elements are open.</exception>
    public void OnToken(HtmlToken token)
    {
        if (token.Type is not (HtmlTokenType.StartTag or HtmlTokenType.EndTag))
        {
            return;
        }

        string name = token.Name.ToString();
        if (WithoutEnd.Contains(name))
        {
            return;
        }

        int open = _openByName.GetValueOrDefault(name);
        if (token.Type == HtmlTokenType.StartTag)
        {
            _openByName[name] = open + 1;
            if (++_open > MaxOpen)
            {
                throw new RagQAException(
                    FailureKind.Unsupported,
                    $"More than {MaxOpen} HTML elements are opened and never closed; mend the page or save it as plain text.");
            }
        }
        else if (open > 0)
        {
            _openByName[name] = open - 1;
            _open--;
        }
    }

    /// <summary>Sees an element that was made.</summary>
    /// <exception cref="RagQAException">TooLarge: too many elements.</exception>
    public void OnElement()
    {
        if (++_elements > MaxElements)
        {
            throw new RagQAException(
                FailureKind.TooLarge, $"The page has more than {MaxElements} HTML elements; split it into smaller files.");
        }
    }
}
