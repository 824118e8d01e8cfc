using System.Text;
using UglyToad.PdfPig.Content;

namespace RagQA.Corpus;

/// <summary>
/// Puts the letters of a page together to segments: 1 runs of letters as they were written, 2 runs on the same line that stand
/// close to each other. Letters of a raised or lowered number stay in their line.
/// </summary>
internal static class PdfLetters
{
    // In parts of the type size.
    private const double WordGap = 0.17;
    private const double ColumnGap = 1.0;
    private const double Overlap = 0.4;
    private const double SameLine = 0.3;
    private const double Raised = 0.6;

    /// <summary>Segments of letters that run in one direction; other directions are turned upright first.</summary>
    public static List<PdfSegment> Segments(IEnumerable<Letter> letters)
    {
        List<Run> runs = Runs(letters);
        List<PdfSegment> segments = [];
        foreach (IGrouping<int, Run> direction in runs.GroupBy(run => run.Direction).OrderByDescending(group => group.Sum(run => run.Length)))
        {
            segments.AddRange(Join(direction).Where(run => run.HasText).Select(run => run.ToSegment()));
        }

        return segments;
    }

    // 1. As written.
    private static List<Run> Runs(IEnumerable<Letter> letters)
    {
        List<Run> runs = [];
        Run? open = null;
        int direction = 0;
        foreach (Letter letter in letters)
        {
            double dx = letter.EndBaseLine.X - letter.StartBaseLine.X;
            double dy = letter.EndBaseLine.Y - letter.StartBaseLine.Y;
            if (Math.Abs(dx) + Math.Abs(dy) > 0.01)
            {
                // Slanted letters are a stamp across the page, no part of its text.
                if (Math.Min(Math.Abs(dx), Math.Abs(dy)) > 0.2 * Math.Max(Math.Abs(dx), Math.Abs(dy)))
                {
                    continue;
                }

                direction = Math.Abs(dx) >= Math.Abs(dy) ? (dx >= 0 ? 0 : 2) : dy > 0 ? 1 : 3;
            }

            Glyph glyph = Glyph.Of(letter, direction);
            if (open is null || open.Direction != direction || !open.TakesNext(glyph))
            {
                open = new Run(direction);
                runs.Add(open);
            }

            open.Add(glyph);
        }

        return runs;
    }

    // 2. Side by side. Open runs are found by their height, so that a page full of them takes no square of time.
    private static List<Run> Join(IEnumerable<Run> runs)
    {
        const double Step = 4;
        List<Run> joined = [];
        Dictionary<int, List<Run>> byHeight = [];
        foreach (Run run in runs.OrderBy(run => run.Left).ThenByDescending(run => run.Baseline))
        {
            int height = (int)Math.Clamp(run.Baseline / Step, -1e6, 1e6);
            int reach = (int)Math.Clamp(Raised * run.Size / Step, 1, 50);
            Run? best = null;
            for (int h = height - reach; h <= height + reach; h++)
            {
                foreach (Run candidate in byHeight.GetValueOrDefault(h) ?? [])
                {
                    if (candidate.TakesRun(run) && (best is null || Math.Abs(candidate.Baseline - run.Baseline) < Math.Abs(best.Baseline - run.Baseline)))
                    {
                        best = candidate;
                    }
                }
            }

            if (best is not null)
            {
                best.Add(run);
                continue;
            }

            joined.Add(run);
            if (!byHeight.TryGetValue(height, out List<Run>? at))
            {
                byHeight[height] = at = [];
            }

            // Runs that end far to the left take nothing any more.
            at.RemoveAll(old => old.Right + (4 * old.Size) < run.Left);
            at.Add(run);
        }

        return joined;
    }

    private readonly record struct Glyph(string Value, double Left, double Right, double Baseline, double Size, bool Bold)
    {
        public static Glyph Of(Letter letter, int direction)
        {
            (double left, double right, double baseline) = direction switch
            {
                0 => (letter.StartBaseLine.X, letter.EndBaseLine.X, letter.StartBaseLine.Y),
                1 => (letter.StartBaseLine.Y, letter.EndBaseLine.Y, -letter.StartBaseLine.X),
                2 => (-letter.StartBaseLine.X, -letter.EndBaseLine.X, -letter.StartBaseLine.Y),
                _ => (-letter.StartBaseLine.Y, -letter.EndBaseLine.Y, letter.StartBaseLine.X),
            };
            double size = Math.Clamp(letter.PointSize, 0.5, 1000);
            bool bold = letter.FontDetails.IsBold || letter.FontName?.Contains("bold", StringComparison.OrdinalIgnoreCase) == true;
            return new Glyph(letter.Value ?? "", left, right, baseline, size, bold);
        }
    }

    private sealed class Run(int direction)
    {
        private readonly StringBuilder _text = new();
        private Glyph _last;
        private int _letters;
        private int _bold;

        public int Direction { get; } = direction;

        public double Left { get; private set; }

        public double Right { get; private set; }

        public double Baseline { get; private set; }

        public double Size { get; private set; }

        public int Length => _letters;

        public bool HasText => !string.IsNullOrWhiteSpace(_text.ToString());

        public bool TakesNext(Glyph glyph)
        {
            double em = Math.Max(Size, glyph.Size);
            double gap = glyph.Left - Right;
            return gap > -Overlap * em && gap < ColumnGap * em && Math.Abs(glyph.Baseline - Baseline) <= (gap < WordGap * em ? Raised : SameLine) * em;
        }

        public bool TakesRun(Run run)
        {
            double em = Math.Max(Size, run.Size);
            double gap = run.Left - Right;
            double height = Math.Abs(run.Baseline - Baseline);
            return IsPrintedTwice(run)
                || (gap > -Overlap * em && gap < ColumnGap * em && height <= (gap < WordGap * em ? Raised : SameLine) * em);
        }

        public void Add(Glyph glyph)
        {
            // Bold made by printing the same letter twice.
            if (_letters > 0 && glyph.Value == _last.Value && Math.Abs(glyph.Left - _last.Left) < 0.2 * glyph.Size && Math.Abs(glyph.Baseline - _last.Baseline) < 0.2 * glyph.Size)
            {
                return;
            }

            if (_letters == 0)
            {
                (Left, Right, Baseline, Size) = (glyph.Left, glyph.Right, glyph.Baseline, glyph.Size);
            }
            else
            {
                Space(glyph.Left - Right, Math.Min(Size, glyph.Size));
            }

            _text.Append(glyph.Value);
            Grow(glyph.Left, glyph.Right, glyph.Baseline, glyph.Size);
            _last = glyph;
            _letters++;
            _bold += glyph.Bold ? 1 : 0;
        }

        public void Add(Run run)
        {
            if (IsPrintedTwice(run))
            {
                return;
            }

            Space(run.Left - Right, Math.Min(Size, run.Size));
            _text.Append(run._text);
            Grow(run.Left, run.Right, run.Baseline, run.Size);
            _last = run._last;
            _letters += run._letters;
            _bold += run._bold;
        }

        public PdfSegment ToSegment()
        {
            string text = string.Join(' ', FileText.CleanOrEmpty(_text.Replace('\0', ' ').ToString()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return new PdfSegment(text, Left, Right, Baseline, Size, _bold * 2 > _letters);
        }

        private bool IsPrintedTwice(Run run) => Math.Abs(run.Left - Left) < 0.2 * Size && Math.Abs(run.Baseline - Baseline) < 0.2 * Size
            && run._letters == _letters && run._text.Equals(_text);

        private void Space(double gap, double em)
        {
            if (gap > WordGap * em && _text.Length > 0 && !char.IsWhiteSpace(_text[^1]))
            {
                _text.Append(' ');
            }
        }

        // The larger letters make the line; raised and lowered ones stand on it.
        private void Grow(double left, double right, double baseline, double size)
        {
            Left = Math.Min(Left, left);
            Right = Math.Max(Right, right);
            if (size > Size * 1.05)
            {
                (Baseline, Size) = (baseline, size);
            }
        }
    }
}
