using System.Text;

namespace RagQA.Corpus;

/// <summary>Running headers and footers: lines at the edge of the page that come again on other pages, but for their numbers.</summary>
internal static class PdfRunningLines
{
    // The outer parts of a page in which they stand, and how many lines there.
    private const double Edge = 0.13;
    private const int MaxLines = 3;
    private const double MinShare = 0.4;
    private const double Step = 6;

    /// <summary>Pages without their running lines.</summary>
    public static List<PdfPage> Remove(IReadOnlyList<PdfPage> pages)
    {
        if (pages.Count < 2)
        {
            return [.. pages];
        }

        // 1. On how many pages does a line stand at its place?
        Dictionary<(string Text, int Height), int> seen = [];
        foreach (PdfPage page in pages)
        {
            foreach ((string Text, int Height) key in EdgeLines(page).Select(line => Key(line, page)).Distinct())
            {
                for (int height = key.Height - 1; height <= key.Height + 1; height++)
                {
                    seen[(key.Text, height)] = seen.GetValueOrDefault((key.Text, height)) + 1;
                }
            }
        }

        // 2. Those on enough pages go.
        int enough = Math.Max(2, (int)Math.Ceiling(MinShare * pages.Count));
        return
        [
            .. pages.Select(page =>
            {
                HashSet<PdfSegment> running =
                    [.. EdgeLines(page).Where(line => seen[Key(line, page)] >= enough).SelectMany(line => line)];
                return running.Count == 0 ? page : page with { Segments = [.. page.Segments.Where(segment => !running.Contains(segment))] };
            }),
        ];
    }

    private static IEnumerable<PdfSegment[]> EdgeLines(PdfPage page)
    {
        PdfSegment[][] lines =
        [
            .. page.Segments.Where(segment => segment.Baseline < Edge * page.Height || segment.Baseline > (1 - Edge) * page.Height)
                .GroupBy(segment => Math.Round(segment.Baseline / 2))
                .OrderByDescending(line => line.Key)
                .Select(line => line.OrderBy(segment => segment.Left).ToArray()),
        ];
        IEnumerable<PdfSegment[]> top = lines.Where(line => line[0].Baseline > page.Height / 2).Take(MaxLines);
        IEnumerable<PdfSegment[]> bottom = lines.Where(line => line[0].Baseline <= page.Height / 2).TakeLast(MaxLines);
        return top.Concat(bottom);
    }

    private static (string Text, int Height) Key(PdfSegment[] line, PdfPage page)
    {
        StringBuilder text = new();
        foreach (char c in line.SelectMany(segment => segment.Text + " "))
        {
            if (!char.IsDigit(c))
            {
                text.Append(char.ToLowerInvariant(c));
            }
            else if (text.Length == 0 || text[^1] != '#')
            {
                text.Append('#');
            }
        }

        // Footers are measured from below, headers from above: pages may differ in size.
        double height = line[0].Baseline > page.Height / 2 ? line[0].Baseline - page.Height : line[0].Baseline;
        return (text.ToString(), (int)Math.Round(height / Step));
    }
}
