using System.Globalization;
using System.Xml.Linq;

namespace RagQA.Corpus;

/// <summary>
/// Elements of WordprocessingML (ISO/IEC 29500-1) by their local names: the strict and the transitional form have different
/// namespaces and the same names.
/// </summary>
internal static class DocxElements
{
    /// <summary>The first child of a name.</summary>
    public static XElement? Child(this XElement? element, string name) => element?.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    /// <summary>The children of a name.</summary>
    public static IEnumerable<XElement> Children(this XElement? element, string name) =>
        element?.Elements().Where(child => child.Name.LocalName == name) ?? [];

    /// <summary>An attribute, usually "val".</summary>
    public static string? Value(this XElement? element, string name = "val") =>
        element?.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == name)?.Value;

    /// <summary>An attribute as a number; null where it is none.</summary>
    public static int? Number(this XElement? element, string name = "val") =>
        int.TryParse(element.Value(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>Whether a property that is on by being there is there and not switched off.</summary>
    public static bool IsOn(this XElement? element) => element is not null && element.Value() is not ("0" or "false" or "off");
}
