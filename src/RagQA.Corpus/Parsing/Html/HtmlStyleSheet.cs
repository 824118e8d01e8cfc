using AngleSharp.Dom;

namespace RagQA.Corpus;

/// <summary>
/// The style sheets inside a page, as far as they hide text: rules with selectors of one tag, class or id. Rules for media,
/// and those that depend on an element's place, are left aside.
/// </summary>
internal sealed class HtmlStyleSheet
{
    private const int MaxLength = 1_000_000;
    private readonly Dictionary<string, HtmlStyle> _rules = new(StringComparer.Ordinal);

    public HtmlStyleSheet(IDocument document)
    {
        foreach (IElement element in document.QuerySelectorAll("style"))
        {
            if (element.TextContent is { Length: < MaxLength } sheet)
            {
                Read(sheet);
            }
        }

        HasOutside = document.QuerySelector("link[rel~=stylesheet]") is not null;
    }

    /// <summary>Whether further style sheets lie outside of the page, where nobody looks.</summary>
    public bool HasOutside { get; }

    /// <summary>What the rules say about an element by its tag, classes and id.</summary>
    public IEnumerable<HtmlStyle> Of(IElement element)
    {
        if (_rules.Count == 0)
        {
            yield break;
        }

        string tag = element.LocalName;
        foreach (string selector in Selectors(element))
        {
            if (_rules.TryGetValue(selector, out HtmlStyle? style))
            {
                yield return style;
            }

            if (selector != tag && _rules.TryGetValue(tag + selector, out HtmlStyle? ofTag))
            {
                yield return ofTag;
            }
        }
    }

    private static IEnumerable<string> Selectors(IElement element)
    {
        yield return element.LocalName;
        foreach (string name in element.ClassList)
        {
            yield return "." + name;
        }

        if (element.Id is { Length: > 0 } id)
        {
            yield return "#" + id;
        }
    }

    private void Read(string sheet)
    {
        int at = 0;
        while (at < sheet.Length)
        {
            int open = sheet.IndexOf('{', at);
            if (open < 0)
            {
                return;
            }

            string prelude = WithoutComments(sheet[at..open]).Trim();
            int close = prelude.StartsWith('@') ? EndOfBlock(sheet, open) : sheet.IndexOf('}', open);
            close = close < 0 ? sheet.Length : close;
            if (!prelude.StartsWith('@'))
            {
                HtmlStyle style = HtmlStyle.Read(WithoutComments(sheet[(open + 1)..close]));
                foreach (string selector in prelude.Split(',', StringSplitOptions.TrimEntries).Where(IsSimple))
                {
                    _rules[selector] = style;
                }
            }

            at = close + 1;
        }
    }

    private static int EndOfBlock(string sheet, int open)
    {
        int depth = 0;
        for (int i = open; i < sheet.Length; i++)
        {
            depth += sheet[i] == '{' ? 1 : sheet[i] == '}' ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsSimple(string selector) =>
        selector.Length is > 0 and < 100 && selector.All(c => char.IsLetterOrDigit(c) || c is '.' or '#' or '-' or '_') && selector.LastIndexOfAny(['.', '#']) is var mark
        && mark == selector.IndexOfAny(['.', '#']);

    private static string WithoutComments(string css)
    {
        for (int start = css.IndexOf("/*", StringComparison.Ordinal); start >= 0; start = css.IndexOf("/*", start, StringComparison.Ordinal))
        {
            int end = css.IndexOf("*/", start + 2, StringComparison.Ordinal);
            css = end < 0 ? css[..start] : css.Remove(start, end + 2 - start);
        }

        return css;
    }
}
