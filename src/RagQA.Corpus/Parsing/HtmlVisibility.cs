using AngleSharp.Dom;

namespace RagQA.Corpus;

/// <summary>Which elements of a page are no part of its text.</summary>
internal static class HtmlVisibility
{
    // Controls, media, code and the frame around a page.
    private static readonly HashSet<string> NoText = new(StringComparer.Ordinal)
    {
        "script", "style", "template", "noscript", "head", "nav", "footer", "header", "aside", "iframe", "object", "embed",
        "canvas", "svg", "audio", "video", "map", "button", "select", "textarea", "input", "datalist", "dialog",
    };

    private static readonly HashSet<string> FrameRoles = new(StringComparer.OrdinalIgnoreCase)
    {
        "navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar",
    };

    /// <summary>Whether the element is left out because it is not part of the document.</summary>
    public static bool IsFrame(IElement element) =>
        NoText.Contains(element.LocalName) || (element.GetAttribute("role") is string role && FrameRoles.Contains(role.Trim()));

    /// <summary>Whether the element says of itself that it is not shown.</summary>
    public static bool IsHidden(IElement element)
    {
        if (element.HasAttribute("hidden")
            || string.Equals(element.GetAttribute("aria-hidden")?.Trim(), "true", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (element.GetAttribute("style") is not string style)
        {
            return false;
        }

        string compact = string.Concat(style.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
        return compact.Split(';').Any(declaration =>
            declaration.Replace("!important", "", StringComparison.Ordinal)
                is "display:none" or "visibility:hidden" or "visibility:collapse" or "font-size:0" or "font-size:0px" or "opacity:0");
    }

    /// <summary>Whether the element marks its text as no longer valid.</summary>
    public static bool IsStruckOut(IElement element) => element.LocalName is "del" or "s" or "strike";

    /// <summary>Whether there is text in an element that is left out, so that a curator should know.</summary>
    public static bool HoldsText(IElement element) => element.TextContent.Any(char.IsLetterOrDigit);
}
