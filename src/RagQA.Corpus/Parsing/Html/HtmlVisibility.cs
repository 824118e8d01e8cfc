using AngleSharp.Dom;

namespace RagQA.Corpus;

/// <summary>Which elements of a page are no part of its text.</summary>
internal sealed class HtmlVisibility(IDocument document)
{
    // A cookie banner is short; a page about consent is not.
    private const int MaxBanner = 3000;

    // Controls, media, code and the frame around a page.
    private static readonly HashSet<string> NoText = new(StringComparer.Ordinal)
    {
        "script", "style", "template", "noscript", "head", "nav", "footer", "header", "aside", "iframe", "object", "embed",
        "canvas", "svg", "audio", "video", "map", "button", "select", "textarea", "input", "datalist", "dialog",
    };

    private static readonly HashSet<string> FrameRoles = new(StringComparer.OrdinalIgnoreCase)
    {
        "navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "dialog", "alertdialog",
    };

    // Whole names of classes and ids that pages use for their frame.
    private static readonly HashSet<string> FrameNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "nav", "navbar", "navigation", "main-nav", "site-nav", "breadcrumb", "breadcrumbs", "site-header", "site-footer", "page-footer",
        "skip-link", "skip-to-content", "skiplink", "sidebar", "social-share", "share-buttons",
    };

    // For readers that speak the page; the page shows the same in pictures.
    private static readonly HashSet<string> SpokenNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "nhsuk-u-visually-hidden", "govuk-visually-hidden",
    };

    private static readonly string[] BannerWords = ["cookie", "consent", "gdpr"];

    private readonly HtmlStyleSheet _sheet = new(document);

    /// <summary>Whether the element is left out because it is not part of the document.</summary>
    public static bool IsFrame(IElement element)
    {
        if (NoText.Contains(element.LocalName) || (element.GetAttribute("role") is string role && FrameRoles.Contains(role.Trim())))
        {
            return true;
        }

        IEnumerable<string> names = element.Id is { Length: > 0 } id ? element.ClassList.Append(id) : element.ClassList;
        foreach (string name in names)
        {
            if (FrameNames.Contains(name) || SpokenNames.Contains(name))
            {
                return element.LocalName != "body";
            }

            if (Array.Exists(BannerWords, word => name.Contains(word, StringComparison.OrdinalIgnoreCase)) && IsBanner(element))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the element says of itself, or the page says of it, that it is not shown.</summary>
    public bool IsHidden(IElement element)
    {
        if (element.HasAttribute("hidden")
            || string.Equals(element.GetAttribute("aria-hidden")?.Trim(), "true", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        bool white = IsWhite(element.GetAttribute("color"));
        foreach (HtmlStyle style in Styles(element))
        {
            if (style.Hides)
            {
                return true;
            }

            white |= style.IsWhite;
        }

        return white && !IsOnBackground(element);
    }

    /// <summary>Whether the element marks its text as no longer valid.</summary>
    public static bool IsStruckOut(IElement element) => element.LocalName is "del" or "s" or "strike";

    /// <summary>Whether there is text in an element that is left out, so that a curator should know.</summary>
    public static bool HoldsText(IElement element) => element.TextContent.Any(char.IsLetterOrDigit);

    private IEnumerable<HtmlStyle> Styles(IElement element) => element.GetAttribute("style") is { Length: > 0 } own
        ? _sheet.Of(element).Append(HtmlStyle.Read(own))
        : _sheet.Of(element);

    // White on a colour is a table head or a banner. Where sheets outside of the page may colour a named element, nobody knows.
    private bool IsOnBackground(IElement element)
    {
        for (IElement? at = element; at is not null && at.LocalName != "html"; at = at.ParentElement)
        {
            if (Styles(at).Any(style => style.HasBackground) || HtmlStyle.IsColoured(at.GetAttribute("bgcolor")?.Trim())
                || (_sheet.HasOutside && (at.ClassList.Length > 0 || at.Id is { Length: > 0 })))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBanner(IElement element) =>
        element.LocalName is not ("body" or "html" or "main" or "article") && element.TextContent.Length <= MaxBanner && element.QuerySelector("h1") is null;

    private static bool IsWhite(string? colour) => colour?.Trim().ToLowerInvariant() is "white" or "#fff" or "#ffffff";
}
