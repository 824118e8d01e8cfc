using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace RagQA.Corpus;

/// <summary>The styles of a Word document, with what they inherit.</summary>
internal sealed class DocxStyles
{
    private const int MaxInherited = 20;
    private readonly Dictionary<string, Style> _styles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DocxStyle> _read = new(StringComparer.Ordinal);

    public DocxStyles(MainDocumentPart part)
    {
        foreach (Style style in part.StyleDefinitionsPart?.Styles?.Elements<Style>() ?? [])
        {
            if (style.StyleId?.Value is string id)
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

    /// <summary>Whether run properties hide their text: hidden, in white, or smaller than a point; null where they say nothing of it.</summary>
    public static bool? IsHidden(OpenXmlElement? properties)
    {
        if (properties is null)
        {
            return null;
        }

        if (properties.GetFirstChild<Vanish>() is { } vanish && IsOn(vanish))
        {
            return true;
        }

        // White on a shaded background is a table head, not a hiding place.
        bool shaded = properties.GetFirstChild<Shading>()?.Fill?.Value is { } fill && fill is not ("auto" or "FFFFFF");
        if (properties.GetFirstChild<Color>()?.Val?.Value is "FFFFFF" && !shaded && !IsInShadedCell(properties))
        {
            return true;
        }

        return properties.GetFirstChild<FontSize>()?.Val?.Value is { } size && int.TryParse(size, out int halfPoints) && halfPoints <= 2 ? true : null;
    }

    /// <summary>Whether run properties strike their text out.</summary>
    public static bool IsStruck(RunProperties? properties) =>
        (properties?.Strike is { } strike && IsOn(strike)) || (properties?.DoubleStrike is { } twice && IsOn(twice));

    private static bool IsOn(OnOffType value) => value.Val is null || value.Val.Value;

    private static bool IsInShadedCell(OpenXmlElement properties) =>
        properties.Ancestors<TableCell>().Any(cell => IsShade(cell.TableCellProperties?.Shading))
        || properties.Ancestors<Paragraph>().Any(paragraph => IsShade(paragraph.ParagraphProperties?.Shading))
        || properties.Ancestors<Table>().Any(table => table.GetFirstChild<TableProperties>()?.TableStyle is not null);

    private static bool IsShade(Shading? shading) => shading?.Fill?.Value is { } fill && fill is not ("auto" or "FFFFFF");

    private DocxStyle Read(string id, int depth)
    {
        if (depth > MaxInherited || !_styles.TryGetValue(id, out Style? style))
        {
            return FromName(id);
        }

        DocxStyle above = style.BasedOn?.Val?.Value is string parent && parent != id ? Read(parent, depth + 1) : DocxStyle.None;
        DocxStyle named = FromName(style.StyleName?.Val?.Value ?? id);
        StyleParagraphProperties? properties = style.StyleParagraphProperties;
        int? outline = properties?.OutlineLevel?.Val?.Value ?? named.OutlineLevel ?? above.OutlineLevel;
        (int Id, int Level)? number = properties?.NumberingProperties?.NumberingId?.Val?.Value is int numberId
            ? (numberId, properties.NumberingProperties.NumberingLevelReference?.Val?.Value ?? outline ?? 0)
            : above.Number;
        return new DocxStyle(named.IsTitle || above.IsTitle, outline, number, IsHidden(style.StyleRunProperties) ?? above.IsHidden);
    }

    // The built-in styles have these names in every language.
    private static DocxStyle FromName(string name)
    {
        string lower = name.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal);
        int? level = lower.StartsWith("heading", StringComparison.Ordinal) && lower.Length == 8 && char.IsAsciiDigit(lower[7]) ? lower[7] - '1' : null;
        return DocxStyle.None with { IsTitle = lower == "title", OutlineLevel = level is >= 0 ? level : null };
    }
}
