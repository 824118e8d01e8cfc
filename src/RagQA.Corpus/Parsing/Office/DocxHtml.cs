using System.Globalization;
using System.Net;
using System.Text;
using System.Xml.Linq;

namespace RagQA.Corpus;

/// <summary>Writes the body of a Word document as plain HTML: headings, paragraphs, numbered items, tables, hidden and struck-out runs.</summary>
internal sealed class DocxHtml(DocxStyles styles, DocxNumbers numbers, ParsingLimits limits)
{
    private readonly StringBuilder _html = new("<body>");
    private string? _list;

    /// <summary>The paragraph in the style "Title"; null where there is none.</summary>
    public string? Title { get; private set; }

    public override string ToString() => _html.ToString() + "</body>";

    public void Write(XElement body)
    {
        Blocks(body);
        EndList();
    }

    private void Blocks(XElement parent)
    {
        foreach (XElement element in parent.Elements())
        {
            switch (element.Name.LocalName)
            {
                case "p":
                    Paragraph(element);
                    break;
                case "tbl":
                    EndList();
                    Table(element);
                    break;
                case "AlternateContent":
                    // The same content in several forms: one is enough.
                    Blocks(element.Elements().FirstOrDefault() ?? element);
                    break;
                case "sectPr" or "tcPr" or "sdtPr" or "del" or "moveFrom":
                    break;
                default:
                    Blocks(element);
                    break;
            }

            if (_html.Length > 4L * limits.MaxTextLength)
            {
                throw new RagQAException(FailureKind.TooLarge, $"It holds more than {limits.MaxTextLength} characters of text; split it into smaller files.");
            }
        }
    }

    private void Paragraph(XElement paragraph)
    {
        XElement? properties = paragraph.Child("pPr");
        DocxStyle style = styles.Of(properties.Child("pStyle").Value());
        int? outline = properties.Child("outlineLvl").Number() ?? style.OutlineLevel;
        bool isTitle = style.IsTitle && Title is null;
        bool isHeading = isTitle || outline is >= 0 and < 9;
        (bool IsBullet, int Value, string Text)? mark =
            (DocxStyles.NumberOf(properties) ?? style.Number) is { } number ? numbers.Next(number.Id, number.Level) : null;
        string tag = "p";
        string attributes = "";
        string label = "";
        if (isHeading)
        {
            EndList();

            // A title stands above all headings, which then begin one level lower.
            tag = isTitle ? "h1" : string.Create(CultureInfo.InvariantCulture, $"h{Math.Min(6, (outline ?? 0) + (Title is null ? 1 : 2))}");
            label = mark is { IsBullet: false } shown ? shown.Text + " " : "";
        }
        else if (mark is { } item)
        {
            BeginList(item.IsBullet ? "ul" : "ol");
            tag = "li";
            attributes = item.IsBullet ? "" : string.Create(CultureInfo.InvariantCulture, $" value=\"{item.Value}\"");
        }
        else
        {
            EndList();
        }

        Open(tag, attributes);
        _html.Append(Encode(label));
        Inline(paragraph, style);
        Close(tag);
        if (isTitle && string.Concat(paragraph.Descendants().Where(element => element.Name.LocalName == "t").Select(text => text.Value)).Trim() is { Length: > 0 } title)
        {
            Title = title;
        }
    }

    private void Inline(XElement parent, DocxStyle paragraph)
    {
        foreach (XElement element in parent.Elements())
        {
            switch (element.Name.LocalName)
            {
                case "r":
                    Run(element, paragraph);
                    break;
                case "AlternateContent":
                    Inline(element.Elements().FirstOrDefault() ?? element, paragraph);
                    break;
                case "pPr" or "del" or "moveFrom" or "sdtPr":
                    break;
                default:
                    Inline(element, paragraph);
                    break;
            }
        }
    }

    private void Run(XElement run, DocxStyle paragraph)
    {
        XElement? properties = run.Child("rPr");
        bool hidden = DocxStyles.IsHidden(properties) ?? (paragraph.IsHidden || styles.Of(properties.Child("rStyle").Value()).IsHidden);
        bool struck = properties.Child("strike").IsOn() || properties.Child("dstrike").IsOn();
        bool raised = properties.Child("vertAlign").Value() == "superscript";
        _html.Append(hidden ? "<span hidden>" : "").Append(struck ? "<s>" : "").Append(raised ? "<sup>" : "");
        foreach (XElement element in run.Elements())
        {
            switch (element.Name.LocalName)
            {
                case "t":
                    _html.Append(Encode(element.Value));
                    break;
                case "tab" or "ptab":
                    _html.Append(' ');
                    break;
                case "br" or "cr":
                    _html.Append("<br>");
                    break;
                case "noBreakHyphen":
                    _html.Append('\u2011');
                    break;
                case "softHyphen":
                    _html.Append('\u00AD');
                    break;
                case "AlternateContent":
                    TextBoxes(element.Elements().FirstOrDefault());
                    break;
                case "drawing" or "pict" or "object":
                    TextBoxes(element);
                    break;
                default:
                    break;
            }
        }

        _html.Append(raised ? "</sup>" : "").Append(struck ? "</s>" : "").Append(hidden ? "</span>" : "");
    }

    // A text box stands in a run, but its paragraphs are blocks.
    private void TextBoxes(XElement? element)
    {
        foreach (XElement paragraph in element?.Descendants().Where(box => box.Name.LocalName == "txbxContent").SelectMany(box => box.Children("p")) ?? [])
        {
            Open("div", "");
            Inline(paragraph, DocxStyle.None);
            Close("div");
        }
    }

    private void Table(XElement table)
    {
        Open("table", "");
        XElement[] rows = [.. table.Children("tr")];
        Dictionary<int, string> above = [];
        for (int i = 0; i < rows.Length; i++)
        {
            bool isHeader = rows[i].Child("trPr").Child("tblHeader").IsOn() || (i == 0 && rows.Length > 1 && FirstRowStandsOut(table));
            Open("tr", "");
            int column = 0;
            foreach (XElement cell in rows[i].Children("tc"))
            {
                XElement? properties = cell.Child("tcPr");
                int span = Math.Clamp(properties.Child("gridSpan").Number() ?? 1, 1, 100);
                Open(isHeader ? "th" : "td", span > 1 ? string.Create(CultureInfo.InvariantCulture, $" colspan=\"{span}\"") : "");
                int start = _html.Length;
                if (properties.Child("vMerge") is { } merge && merge.Value() != "restart" && above.TryGetValue(column, out string? same) && same.Length < 1000)
                {
                    // A merged cell holds for each of its rows.
                    _html.Append(same);
                }
                else
                {
                    Blocks(cell);
                    EndList();
                }

                above[column] = _html.ToString(start, _html.Length - start);
                Close(isHeader ? "th" : "td");
                column += span;
            }

            Close("tr");
        }

        Close("table");
    }

    // Word's tables have a head unless somebody switched it off (bit 5 of the older form).
    private static bool FirstRowStandsOut(XElement table)
    {
        XElement? look = table.Child("tblPr").Child("tblLook");
        return look is null || look.Value("firstRow") is "1" or "true" or "on"
            || (int.TryParse(look.Value(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int flags) && (flags & 0x20) != 0);
    }

    private void BeginList(string tag)
    {
        if (_list != tag)
        {
            EndList();
            Open(tag, "");
            _list = tag;
        }
    }

    private void EndList()
    {
        if (_list is not null)
        {
            Close(_list);
            _list = null;
        }
    }

    private void Open(string tag, string attributes) => _html.Append('<').Append(tag).Append(attributes).Append('>');

    private void Close(string tag) => _html.Append("</").Append(tag).Append('>');

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
