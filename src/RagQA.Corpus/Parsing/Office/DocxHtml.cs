using System.Globalization;
using System.Net;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace RagQA.Corpus;

/// <summary>Writes the body of a Word document as plain HTML: headings, paragraphs, numbered items, tables, hidden and struck-out runs.</summary>
internal sealed class DocxHtml(MainDocumentPart part, ParsingLimits limits)
{
    private readonly StringBuilder _html = new("<body>");
    private readonly DocxStyles _styles = new(part);
    private readonly DocxNumbers _numbers = new(part);
    private string? _list;

    /// <summary>The paragraph in the style "Title"; null where there is none.</summary>
    public string? Title { get; private set; }

    public override string ToString() => _html.ToString() + "</body>";

    public void Write(Body body)
    {
        Blocks(body);
        EndList();
    }

    private void Blocks(OpenXmlElement parent)
    {
        foreach (OpenXmlElement element in parent.ChildElements)
        {
            switch (element)
            {
                case Paragraph paragraph:
                    Paragraph(paragraph);
                    break;
                case Table table:
                    EndList();
                    Table(table);
                    break;
                case AlternateContent alternative:
                    // The same content in several forms: one is enough.
                    if (alternative.FirstChild is { } choice)
                    {
                        Blocks(choice);
                    }

                    break;
                case SectionProperties or DeletedRun or MoveFromRun:
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

    private void Paragraph(Paragraph paragraph)
    {
        ParagraphProperties? properties = paragraph.ParagraphProperties;
        DocxStyle style = _styles.Of(properties?.ParagraphStyleId?.Val?.Value);
        int? outline = properties?.OutlineLevel?.Val?.Value ?? style.OutlineLevel;
        (int Id, int Level)? number = Number(properties) ?? style.Number;
        if (style.IsTitle && Title is null && paragraph.InnerText.Trim() is { Length: > 0 } title)
        {
            Title = title;
            outline = null;
        }

        string? tag;
        string attributes = "";
        if (style.IsTitle || outline is >= 0 and < 9)
        {
            EndList();

            // A title stands above all headings, which then begin one level lower.
            tag = style.IsTitle ? "h1" : $"h{Math.Min(6, (outline ?? 0) + (Title is null ? 1 : 2))}";
            if (number is { } headingNumber && _numbers.Next(headingNumber.Id, headingNumber.Level) is { IsBullet: false, Text: { Length: > 0 } label })
            {
                Open(tag, "");
                _html.Append(Encode(label)).Append(' ');
                Inline(paragraph, style);
                _html.Append("</").Append(tag).Append('>');
                return;
            }
        }
        else if (number is { } item && _numbers.Next(item.Id, item.Level) is { } mark)
        {
            BeginList(mark.IsBullet ? "ul" : "ol");
            tag = "li";
            attributes = mark.IsBullet ? "" : string.Create(CultureInfo.InvariantCulture, $" value=\"{mark.Value}\"");
        }
        else
        {
            EndList();
            tag = "p";
        }

        Open(tag, attributes);
        Inline(paragraph, style);
        _html.Append("</").Append(tag).Append('>');
    }

    private static (int Id, int Level)? Number(ParagraphProperties? properties) =>
        properties?.NumberingProperties?.NumberingId?.Val?.Value is int id
            ? (id, properties.NumberingProperties.NumberingLevelReference?.Val?.Value ?? 0)
            : null;

    private void Inline(OpenXmlElement parent, DocxStyle style)
    {
        foreach (OpenXmlElement element in parent.ChildElements)
        {
            switch (element)
            {
                case Run run:
                    Run(run, style);
                    break;
                case AlternateContent alternative:
                    if (alternative.FirstChild is { } choice)
                    {
                        Inline(choice, style);
                    }

                    break;
                case DeletedRun or MoveFromRun or ParagraphProperties:
                    break;
                default:
                    Inline(element, style);
                    break;
            }
        }
    }

    private void Run(Run run, DocxStyle paragraph)
    {
        RunProperties? properties = run.RunProperties;
        DocxStyle style = _styles.Of(properties?.RunStyle?.Val?.Value);
        bool hidden = DocxStyles.IsHidden(properties) ?? (style.IsHidden || paragraph.IsHidden);
        bool struck = DocxStyles.IsStruck(properties);
        string? raised = properties?.VerticalTextAlignment?.Val?.Value is { } position && position == VerticalPositionValues.Superscript ? "sup" : null;
        _html.Append(hidden ? "<span hidden>" : "").Append(struck ? "<s>" : "").Append(raised is null ? "" : "<sup>");
        foreach (OpenXmlElement element in run.ChildElements)
        {
            switch (element)
            {
                case Text text:
                    _html.Append(Encode(text.Text));
                    break;
                case TabChar:
                    _html.Append(' ');
                    break;
                case Break or CarriageReturn:
                    _html.Append("<br>");
                    break;
                case NoBreakHyphen:
                    _html.Append('\u2011');
                    break;
                case SoftHyphen:
                    _html.Append('\u00AD');
                    break;
                case AlternateContent alternative when alternative.FirstChild is { } choice:
                    TextBoxes(choice);
                    break;
                case DocumentFormat.OpenXml.Wordprocessing.Drawing or Picture:
                    TextBoxes(element);
                    break;
                default:
                    break;
            }
        }

        _html.Append(raised is null ? "" : "</sup>").Append(struck ? "</s>" : "").Append(hidden ? "</span>" : "");
    }

    // A text box stands in a run, but its paragraphs are blocks.
    private void TextBoxes(OpenXmlElement element)
    {
        foreach (TextBoxContent box in element.Descendants<TextBoxContent>())
        {
            _html.Append("<div>");
            foreach (Paragraph paragraph in box.Elements<Paragraph>())
            {
                Open("p", "");
                Inline(paragraph, DocxStyle.None);
                _html.Append("</p>");
            }

            _html.Append("</div>");
        }
    }

    private void Table(Table table)
    {
        _html.Append("<table>");
        TableRow[] rows = [.. table.Elements<TableRow>()];
        bool firstIsHeader = rows.Length > 1 && (IsHeader(rows[0]) || FirstRowStandsOut(table));
        Dictionary<int, string> above = [];
        for (int i = 0; i < rows.Length; i++)
        {
            bool isHeader = IsHeader(rows[i]) || (i == 0 && firstIsHeader);
            _html.Append("<tr>");
            int column = 0;
            foreach (TableCell cell in rows[i].Elements<TableCell>())
            {
                TableCellProperties? properties = cell.TableCellProperties;
                int span = Math.Clamp(properties?.GridSpan?.Val?.Value ?? 1, 1, 100);
                Open(isHeader ? "th" : "td", span > 1 ? string.Create(CultureInfo.InvariantCulture, $" colspan=\"{span}\"") : "");
                int start = _html.Length;
                bool continues = properties?.VerticalMerge is { } merge && merge.Val?.Value != MergedCellValues.Restart;
                if (continues && above.TryGetValue(column, out string? same) && same.Length < 1000)
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
                _html.Append(isHeader ? "</th>" : "</td>");
                column += span;
            }

            _html.Append("</tr>");
        }

        _html.Append("</table>");
    }

    private static bool IsHeader(TableRow row) => row.TableRowProperties?.GetFirstChild<TableHeader>() is not null;

    private static bool FirstRowStandsOut(Table table) =>
        table.GetFirstChild<TableProperties>()?.GetFirstChild<TableLook>() is not { } look
        || look.FirstRow?.Value == true
        || (look.Val?.Value is { } bits && int.TryParse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int flags) && (flags & 0x20) != 0);

    private void BeginList(string tag)
    {
        if (_list != tag)
        {
            EndList();
            _html.Append('<').Append(tag).Append('>');
            _list = tag;
        }
    }

    private void EndList()
    {
        if (_list is not null)
        {
            _html.Append("</").Append(_list).Append('>');
            _list = null;
        }
    }

    private void Open(string tag, string attributes) => _html.Append('<').Append(tag).Append(attributes).Append('>');

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
