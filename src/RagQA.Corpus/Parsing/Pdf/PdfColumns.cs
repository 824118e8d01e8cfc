namespace RagQA.Corpus;

/// <summary>
/// Reading order of a page: where a gutter runs down the page, what stands left of it is read before what stands right of it,
/// between the lines that span both. Recursive, so that three columns are two and one.
/// </summary>
internal static class PdfColumns
{
    private const int MinLines = 4;
    private const int MaxDepth = 6;
    private const double MaxSpanning = 0.3;

    // Cells of a table are shorter than lines of running text.
    private const int MinCharacters = 15;

    /// <summary>Rows of the page in the order in which they are read.</summary>
    public static List<PdfRow> Rows(IReadOnlyList<PdfSegment> segments)
    {
        List<PdfRow> rows = [];
        Order(segments, rows, 0);
        return rows;
    }

    private static void Order(IReadOnlyList<PdfSegment> segments, List<PdfRow> rows, int depth)
    {
        if (segments.Count == 0)
        {
            return;
        }

        if (depth >= MaxDepth || Gutter(segments) is not double gutter)
        {
            rows.AddRange(AsRows(segments));
            return;
        }

        // Lines that span the gutter come between what is above and what is below them.
        List<PdfSegment> left = [];
        List<PdfSegment> right = [];
        List<PdfSegment> spanning = [];
        foreach (PdfSegment segment in segments.OrderByDescending(segment => segment.Baseline).ThenBy(segment => segment.Left))
        {
            if (segment.Left < gutter && segment.Right > gutter)
            {
                Columns();
                spanning.Add(segment);
            }
            else
            {
                Spanning();
                (segment.Right <= gutter ? left : right).Add(segment);
            }
        }

        Columns();
        Spanning();

        void Columns()
        {
            Order(left, rows, depth + 1);
            Order(right, rows, depth + 1);
            left = [];
            right = [];
        }

        void Spanning()
        {
            rows.AddRange(AsRows(spanning));
            spanning = [];
        }
    }

    // The x where the fewest lines are crossed, if it parts two columns of running text.
    private static double? Gutter(IReadOnlyList<PdfSegment> segments)
    {
        if (segments.Count < 2 * MinLines)
        {
            return null;
        }

        // 1. Between which edges is how much covered?
        (double X, int Step)[] edges =
        [
            .. segments.SelectMany(segment => new[] { (X: segment.Left, Step: 1), (X: segment.Right, Step: -1) })
                .OrderBy(edge => edge.X).ThenBy(edge => edge.Step),
        ];
        double min = edges[0].X;
        double width = edges[^1].X - min;
        double em = segments.Select(segment => segment.Size).Order().ElementAt(segments.Count / 2);
        int covered = 0;
        (int Covered, double Width, double Middle)? best = null;
        for (int i = 0; i + 1 < edges.Length; i++)
        {
            covered += edges[i].Step;
            double gap = edges[i + 1].X - edges[i].X;
            double middle = edges[i].X + (gap / 2);
            if (gap < 0.6 * em || middle < min + (0.15 * width) || middle > min + (0.85 * width))
            {
                continue;
            }

            if (best is not { } found || covered < found.Covered || (covered == found.Covered && gap > found.Width))
            {
                best = (covered, gap, middle);
            }
        }

        // 2. Running text on both sides?
        if (best is not { } gutter || gutter.Covered > MaxSpanning * segments.Count)
        {
            return null;
        }

        return IsText(segments.Where(segment => segment.Right <= gutter.Middle)) && IsText(segments.Where(segment => segment.Left >= gutter.Middle))
            ? gutter.Middle
            : null;
    }

    private static bool IsText(IEnumerable<PdfSegment> side)
    {
        PdfSegment[] segments = [.. side];
        return segments.Length >= MinLines && segments.Average(segment => segment.Text.Length) >= MinCharacters;
    }

    private static IEnumerable<PdfRow> AsRows(IReadOnlyList<PdfSegment> segments)
    {
        if (segments.Count == 0)
        {
            yield break;
        }

        double right = segments.Max(segment => segment.Right);
        List<PdfSegment> row = [];
        foreach (PdfSegment segment in segments.OrderByDescending(segment => segment.Baseline))
        {
            if (row.Count > 0 && row[0].Baseline - segment.Baseline > 0.4 * Math.Max(row[0].Size, segment.Size))
            {
                yield return new PdfRow([.. row.OrderBy(part => part.Left)], right);
                row.Clear();
            }

            row.Add(segment);
        }

        yield return new PdfRow([.. row.OrderBy(part => part.Left)], right);
    }
}
