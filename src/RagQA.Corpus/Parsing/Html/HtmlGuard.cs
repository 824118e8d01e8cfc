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
    private const int MaxReopened = 1_000_000;

    // Elements that have no end tag, or whose end tag is usually left out.
    private static readonly HashSet<string> WithoutEnd = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "frame",
        "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "rp", "rt",
        "html", "head", "body",
    };

    // Elements that are opened again in each paragraph until they are closed.
    private static readonly HashSet<string> Formatting = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
    };

    private readonly Dictionary<string, int> _openByName = new(StringComparer.OrdinalIgnoreCase);
    private int _open;
    private int _formatting;
    private long _reopened;

    /// <summary>Sees a token before it is handled.</summary>
    /// <exception cref="RagQAException">Unsupported: too many elements are opened and not closed.</exception>
    public void OnToken(HtmlToken token)
    {
        if (token.Type is not (HtmlTokenType.StartTag or HtmlTokenType.EndTag))
        {
            return;
        }

        // Each tag may open all of the forgotten ones again.
        _reopened += _formatting;
        if (_reopened > MaxReopened)
        {
            throw Unclosed();
        }

        string name = token.Name.ToString();
        if (WithoutEnd.Contains(name))
        {
            return;
        }

        int open = _openByName.GetValueOrDefault(name);
        int step = token.Type == HtmlTokenType.StartTag ? 1 : open > 0 ? -1 : 0;
        _openByName[name] = open + step;
        _open += step;
        _formatting += Formatting.Contains(name) ? step : 0;
        if (_open > MaxOpen)
        {
            throw Unclosed();
        }
    }

    private static RagQAException Unclosed() => new(
        FailureKind.Unsupported, "Too many HTML elements are opened and never closed; mend the page or save it as plain text.");
}
