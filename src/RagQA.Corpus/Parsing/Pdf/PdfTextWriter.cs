namespace RagQA.Corpus;

/// <summary>
/// Writes pages as text. A paragraph is one line of text: its line ends on the page become spaces, except behind a hyphen,
/// which stays with its line end, since only the reading text may decide whether it was there before the line was broken.
/// </summary>
internal sealed class PdfTextWriter
{
    private const int MaxHeadingLength = 150;
    private const int MaxSizes = 3;
    private readonly DocumentTextBuilder _builder;
    private readonly double _bodySize;
    private readonly bool _bodyIsBold;
    private readonly double[] _headingSizes;
    private PdfRow? _previous;
    private int? _previousHeading;
    private string _heading = "";

    private PdfTextWriter(DocumentTextBuilder builder, IReadOnlyList<PdfPage> pages)
    {
        _builder = builder;

        // 1. The body is set in the type of most letters.
        List<PdfSegment> segments = [.. pages.SelectMany(page => page.Segments)];
        var body = segments.GroupBy(segment => (Size: Rounded(segment.Size), segment.Bold))
            .MaxBy(group => group.Sum(segment => segment.Text.Length))!.Key;
        (_bodySize, _bodyIsBold) = body;

        // 2. Larger types, largest first, are the levels of headings.
        _headingSizes =
        [
            .. segments.Where(segment => segment.Text.Length <= MaxHeadingLength && segment.Text.Any(char.IsLetter))
                .Select(segment => Rounded(segment.Size)).Where(size => size > _bodySize * 1.12).Distinct().OrderDescending().Take(MaxSizes),
        ];
    }

    public static void Write(IReadOnlyList<PdfPage> pages, DocumentTextBuilder builder)
    {
        if (pages.All(page => page.Segments.Count == 0))
        {
            return;
        }

        PdfTextWriter writer = new(builder, pages);
        foreach (PdfPage page in pages)
        {
            List<PdfRow> rows = PdfColumns.Rows(page.Segments);
            writer.Page(page, rows);
        }

        writer.EndHeading();
    }

    private void Page(PdfPage page, List<PdfRow> rows)
    {
        double pitch = Pitch(rows);
        bool first = true;
        for (int i = 0; i < rows.Count; i++)
        {
            PdfRow row = rows[i];
            int? level = HeadingLevel(row);
            bool goesOn = level is not null && level == _previousHeading && !first && IsNear(row, _previous!, 1.6 * row.Size);
            if (!goesOn)
            {
                EndHeading();
            }

            if (first)
            {
                _builder.Page(page.Number);
            }

            if (level is not null)
            {
                _heading = goesOn ? $"{_heading} {row.Text}" : row.Text;
                _previousHeading = level;
            }
            else
            {
                bool isTable = row.Cells.Count > 1 && (IsTable(rows, i - 1) || IsTable(rows, i + 1));
                Body(row, isTable ? string.Join(" | ", row.Cells) : row.Text, isTable, first, pitch);
            }

            _previous = row;
            first = false;
        }
    }

    private static bool IsTable(List<PdfRow> rows, int i) => i >= 0 && i < rows.Count && rows[i].Cells.Count > 1;

    private void EndHeading()
    {
        if (_previousHeading is int level)
        {
            _builder.Heading(level, _heading);
            _previousHeading = null;
            _previous = null;
        }
    }

    private void Body(PdfRow row, string text, bool isTable, bool isFirstOfPage, double pitch)
    {
        if (_previous is not { } before)
        {
            _builder.Block(text);
            return;
        }

        // 1. A new column or page: the sentence may go on there.
        bool isElsewhere = isFirstOfPage || row.Baseline > before.Baseline || row.Left > before.Right || row.Right < before.Left;
        bool isOpen = before.Text[^1] is not ('.' or '!' or '?' or ':' or ';') && char.IsLower(text[0]);
        if (isElsewhere)
        {
            if (isOpen && !isTable && before.Cells.Count == 1)
            {
                Continue(before, text);
            }
            else
            {
                _builder.Block(text);
            }

            return;
        }

        // 2. Below the line before: a new paragraph after a gap or in another type, a new line for items and rows.
        if (before.Baseline - row.Baseline > 1.3 * pitch || Math.Abs(row.Size - before.Size) > 0.12 * _bodySize || row.Bold != before.Bold)
        {
            if (row.Bold != before.Bold && isOpen && !isTable)
            {
                Continue(before, text);
                return;
            }

            _builder.Block(text);
        }
        else if (isTable || before.Cells.Count > 1 || row.IsListItem || EndsEarly(before, row))
        {
            _builder.Line(text);
        }
        else if (row.Left > before.Left + (0.8 * row.Size) && !before.IsListItem)
        {
            _builder.Block(text);
        }
        else
        {
            Continue(before, text);
        }
    }

    private void Continue(PdfRow before, string text)
    {
        char last = before.Text[^1];
        bool hyphen = last is '-' or '\u2010' or '\u00AD' && char.IsLetter(text[0]);
        _builder.Continue(text, hyphen ? "\n" : " ");
    }

    // The first word of this line would have fitted on the line before, so the break was meant.
    private bool EndsEarly(PdfRow before, PdfRow row)
    {
        string text = row.Text;
        int word = text.IndexOf(' ', StringComparison.Ordinal);
        double perCharacter = (row.Right - row.Left) / text.Length;
        return before.Right + (((word < 0 ? text.Length : word) + 2) * perCharacter) < before.ColumnRight - (0.5 * _bodySize);
    }

    private int? HeadingLevel(PdfRow row)
    {
        string text = row.Text;
        if (row.Cells.Count > 1 || text.Length > MaxHeadingLength || text[^1] is '.' or ';' or ',' || !text.Any(char.IsLetter))
        {
            return null;
        }

        int level = Array.IndexOf(_headingSizes, Rounded(row.Size));
        if (level >= 0)
        {
            return level + 1;
        }

        return row.Bold && !_bodyIsBold && row.Size >= 0.95 * _bodySize && char.IsLetterOrDigit(text[0]) && !text.EndsWith(':')
            ? _headingSizes.Length + 1
            : null;
    }

    private static bool IsNear(PdfRow row, PdfRow before, double distance) =>
        before.Baseline > row.Baseline && before.Baseline - row.Baseline <= distance && row.Left <= before.Right && row.Right >= before.Left;

    // The usual distance of lines: the median of those that follow each other.
    private double Pitch(List<PdfRow> rows)
    {
        double[] gaps =
        [
            .. rows.Zip(rows.Skip(1), (above, below) => above.Baseline - below.Baseline).Where(gap => gap > 0 && gap < 2.2 * _bodySize).Order(),
        ];
        return gaps.Length == 0 ? 1.3 * _bodySize : gaps[gaps.Length / 2];
    }

    private static double Rounded(double size) => Math.Round(size * 2) / 2;
}
