using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace RagQA.Corpus;

/// <summary>Rows of a table as sentences: "Header: cell; Header: cell", so that a quoted row says what its figures are.</summary>
internal static class HtmlTable
{
    // A long cell is not repeated in other rows: one file could be blown up to gigabytes.
    private const int MaxRepeatedLength = 200;
    private const int MaxColumns = 200;

    /// <summary>Whether the table only arranges a page, so that its cells are read as ordinary blocks.</summary>
    public static bool IsLayout(IElement table) =>
        table.GetAttribute("role") is "presentation" or "none" || table.QuerySelector("table, h1, h2, h3, h4, h5, h6") is not null;

    /// <summary>Caption and rows, one line each; cells joined with " | " where the table has no header.</summary>
    public static IEnumerable<string> Rows(IHtmlTableElement table, Func<IElement, bool> isShown, Func<IElement, string> cellText)
    {
        // 1. The caption.
        if (table.Caption is { } caption && isShown(caption) && cellText(caption) is { Length: > 0 } name)
        {
            yield return name;
        }

        // 2. Rows as columns of text; a cell that spans rows stands in each of them.
        List<(bool IsHeader, string[] Cells, bool Spans)> rows = [];
        string?[] carried = new string?[MaxColumns];
        int[] carriedRows = new int[MaxColumns];
        foreach (IHtmlTableRowElement row in table.Rows)
        {
            if (isShown(row) && (row.ParentElement is not { LocalName: "thead" or "tbody" or "tfoot" } group || isShown(group)))
            {
                rows.Add(Read(row, carried, carriedRows, isShown, cellText));
            }
        }

        // 3. The headers are the rows of the table head, or else a first row of header cells.
        int headerRows = rows.TakeWhile(row => row.IsHeader).Count();
        if (headerRows > 1 && table.Head is null)
        {
            headerRows = 1;
        }

        string[] headers = headerRows == rows.Count ? [] : Headers([.. rows.Take(headerRows).Select(row => row.Cells)]);
        bool labelled = headers.Any(header => header.Length > 0);

        // 4. One line a row.
        foreach ((_, string[] cells, bool spans) in rows.Skip(labelled ? headerRows : 0))
        {
            string line = labelled && !spans
                ? string.Join("; ", cells.Select((cell, i) => Label(i < headers.Length ? headers[i] : "", cell)).Where(part => part.Length > 0))
                : string.Join(" | ", cells.Where(cell => cell.Length > 0));
            if (line.Length > 0)
            {
                yield return line;
            }
        }
    }

    private static (bool IsHeader, string[] Cells, bool Spans) Read(
        IHtmlTableRowElement row, string?[] carried, int[] carriedRows, Func<IElement, bool> isShown, Func<IElement, string> cellText)
    {
        List<string> cells = [];
        bool allHeaders = true;
        int own = 0;
        foreach (IElement element in row.Children)
        {
            if (element is not IHtmlTableCellElement cell || !isShown(cell))
            {
                continue;
            }

            Carry();
            string text = cellText(cell);
            int columns = Math.Clamp(cell.ColumnSpan, 1, Math.Max(1, MaxColumns - cells.Count));
            int below = Math.Clamp(cell.RowSpan, 1, 1000) - 1;
            for (int i = 0; i < columns; i++)
            {
                if (below > 0 && cells.Count < MaxColumns)
                {
                    carriedRows[cells.Count] = below;
                    carried[cells.Count] = i == 0 && text.Length <= MaxRepeatedLength ? text : "";
                }

                // Only headers hold for every column that they span.
                cells.Add(i == 0 || (cell.LocalName == "th" && text.Length <= MaxRepeatedLength) ? text : "");
            }

            allHeaders &= cell.LocalName == "th";
            own++;
        }

        Carry();
        bool isHeader = own > 0 && (row.ParentElement?.LocalName == "thead" || allHeaders);
        return (isHeader, [.. cells], own == 1 && cells.Count > 1 && cells.Count(cell => cell.Length > 0) <= 1);

        void Carry()
        {
            while (cells.Count < MaxColumns && carriedRows[cells.Count] > 0)
            {
                carriedRows[cells.Count]--;
                cells.Add(carried[cells.Count] ?? "");
            }
        }
    }

    private static string[] Headers(string[][] rows)
    {
        int columns = rows.Length == 0 ? 0 : rows.Max(row => row.Length);
        string[] headers = new string[columns];
        for (int i = 0; i < columns; i++)
        {
            string[] parts = [.. rows.Where(row => i < row.Length).Select(row => row[i]).Where(part => part.Length > 0).Distinct()];
            string header = string.Join(' ', parts).TrimEnd(':');
            headers[i] = header.Length <= MaxRepeatedLength ? header : "";
        }

        return headers;
    }

    private static string Label(string header, string cell) =>
        header.Length == 0 || cell.Length == 0 ? cell : $"{header}: {cell}";
}
