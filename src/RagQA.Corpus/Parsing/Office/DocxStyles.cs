using System.Xml.Linq;

namespace RagQA.Corpus;

/// <summary>The styles of a Word document, with what they inherit.</summary>
internal sealed class DocxStyles
{
    private const int MaxInherited = 20;
    private readonly Dictionary<string, XElement> _styles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DocxStyle> _read = new(StringComparer.Ordinal);

    public DocxStyles(XElement? part)
    {
        foreach (XElement style in part.Children("style"))
        {
            if (style.Value("styleId") is { } id)
            {
                _styles.TryAdd(id, style);
            }
        }
    }

    public DocxStyle Of(string? id)
    {
        if (id is null)
        {
            return DocxStyle.None;
        }

        if (!_read.TryGetValue(id, out DocxStyle? read))
        {
            _read[id] = read = Read(id, 0);
        }

        return read;
    }

    /// <summary>Numbering and its level of a paragraph or style; null where it has none.</summary>
    public static (int Id, int Level)? NumberOf(XElement? properties) => properties.Child("numPr") is { } number && number.Child("numId").Number() is int id
        ? (id, number.Child("ilvl").Number() ?? 0)
        : null;

    /// <summary>Whether run properties hide their text: hidden, in white, or smaller than a point; null where they say nothing of it.</summary>
    public static bool? IsHidden(XElement? properties)
    {
        if (properties is null)
        {
            return null;
        }

        if (properties.Child("vanish").IsOn() || properties.Child("webHidden").IsOn() || properties.Child("sz").Number() <= 2)
        {
            return true;
        }

        return properties.Child("color").Value()?.ToUpperInvariant() is "FFFFFF" && !IsOnShade(properties) ? true : null;
    }

    // White on a shaded background is a table head, not a hiding place; a table's style may shade it.
    private static bool IsOnShade(XElement properties) =>
        IsShade(properties) || properties.Child("highlight") is not null || properties.Ancestors().Any(above => above.Name.LocalName switch
        {
            "p" => IsShade(above.Child("pPr")),
            "tc" => IsShade(above.Child("tcPr")),
            "tbl" => IsShade(above.Child("tblPr")) || above.Child("tblPr").Child("tblStyle") is not null,
            _ => false,
        });

    private static bool IsShade(XElement? properties) => properties.Child("shd").Value("fill")?.ToUpperInvariant() is { } fill && fill is not ("AUTO" or "FFFFFF");

    private DocxStyle Read(string id, int depth)
    {
        if (depth > MaxInherited || !_styles.TryGetValue(id, out XElement? style))
        {
            return FromName(id);
        }

        DocxStyle above = style.Child("basedOn").Value() is { } parent && parent != id ? Read(parent, depth + 1) : DocxStyle.None;
        DocxStyle named = FromName(style.Child("name").Value() ?? id);
        XElement? properties = style.Child("pPr");
        int? outline = properties.Child("outlineLvl").Number() ?? named.OutlineLevel ?? above.OutlineLevel;
        return new DocxStyle(named.IsTitle || above.IsTitle, outline, NumberOf(properties) ?? above.Number, IsHidden(style.Child("rPr")) ?? above.IsHidden);
    }

    // The built-in styles have these names in every language.
    private static DocxStyle FromName(string name)
    {
        string lower = name.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal);
        int? level = lower.StartsWith("heading", StringComparison.Ordinal) && lower.Length == 8 && lower[7] is >= '1' and <= '9' ? lower[7] - '1' : null;
        return DocxStyle.None with { IsTitle = lower == "title", OutlineLevel = level };
    }
}
