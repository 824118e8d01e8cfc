namespace RagQA.Corpus;

/// <summary>Segments on one line of a column: mostly one, several in a table.</summary>
internal sealed class PdfRow
{
    public PdfRow(IReadOnlyList<PdfSegment> segments, double columnRight)
    {
        Segments = segments;
        ColumnRight = columnRight;
        Size = segments.Max(segment => segment.Size);
        Baseline = segments[0].Baseline;
        Bold = segments.All(segment => segment.Bold);
        IsListItem = PdfListMark.Opens(segments[0].Text);

        // A list mark stands apart from its text.
        bool isMark = segments.Count > 1 && PdfListMark.Is(segments[0].Text);
        Cells = isMark && segments.Count == 2
            ? [$"{segments[0].Text} {segments[1].Text}"]
            : [.. segments.Select(segment => segment.Text)];
    }

    public IReadOnlyList<PdfSegment> Segments { get; }

    /// <summary>Texts beside each other; more than one where the row may be one of a table.</summary>
    public IReadOnlyList<string> Cells { get; }

    public double ColumnRight { get; }

    public double Baseline { get; }

    public double Size { get; }

    public bool Bold { get; }

    public bool IsListItem { get; }

    public double Left => Segments[0].Left;

    public double Right => Segments[^1].Right;

    public string Text => string.Join(' ', Cells);
}
