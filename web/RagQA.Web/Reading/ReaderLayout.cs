using System.Globalization;

namespace RagQA.Web.Reading;

/// <summary>Lays a stored document out: sections, paragraphs, the passage and the span within them.</summary>
internal static class ReaderLayout
{
    private const string PathSeparator = " › ";
    private const string ParagraphEnd = "\n\n";
    private const int TopLevel = 2;
    private const int LowestLevel = 6;

    /// <param name="document">The document.</param>
    /// <param name="passage">Passage to outline, null for none.</param>
    /// <param name="span">Span to mark, null for none.</param>
    public static IReadOnlyList<ReaderSection> Of(DocumentText document, TextRange? passage, TextRange? span)
    {
        TextSection[] sections = document.Sections is { Length: > 0 } own
            ? own
            : [new TextSection { Path = "", Body = new TextRange(0, document.Text.Length) }];
        var laidOut = new List<ReaderSection>(sections.Length);
        string[] before = [];
        foreach (var section in sections)
        {
            var path = section.Path.Split(PathSeparator, StringSplitOptions.RemoveEmptyEntries);
            laidOut.Add(new ReaderSection(
                string.Create(CultureInfo.InvariantCulture, $"section-{laidOut.Count + 1}"),
                NewHeadings(path, before),
                Paragraphs(document.Text, section.Body, passage, span),
                section.Page));
            before = path;
        }

        return laidOut;
    }

    /// <summary>A parent without text of its own has no section; its heading comes with its first child.</summary>
    private static Heading[] NewHeadings(string[] path, string[] before)
    {
        var shared = 0;
        while (shared < path.Length && shared < before.Length && path[shared] == before[shared])
        {
            shared++;
        }

        // The same path again is a new section of that name.
        shared = Math.Min(shared, Math.Max(0, path.Length - 1));
        return [.. path.Skip(shared).Select((text, i) => new Heading(text, Math.Min(TopLevel + shared + i, LowestLevel)))];
    }

    private static List<Paragraph> Paragraphs(string text, TextRange body, TextRange? passage, TextRange? span)
    {
        var paragraphs = new List<Paragraph>();
        var end = Math.Clamp(body.End, 0, text.Length);
        var start = Math.Clamp(body.Start, 0, end);
        while (start < end)
        {
            var found = text.IndexOf(ParagraphEnd, start, end - start, StringComparison.Ordinal);
            var stop = found < 0 ? end : found;
            var trimmed = Trim(text, start, stop);
            if (trimmed.Length > 0)
            {
                paragraphs.Add(new Paragraph(Pieces(text, trimmed, span), passage is { } p && Overlap(trimmed, p).Length > 0));
            }

            start = found < 0 ? end : found + ParagraphEnd.Length;
        }

        return paragraphs;
    }

    private static List<TextPiece> Pieces(string text, TextRange range, TextRange? span)
    {
        var marked = span is { } s ? Overlap(range, s) : default;
        var pieces = new List<TextPiece>();
        Add(range.Start, marked.Length > 0 ? marked.Start : range.End, false);
        if (marked.Length > 0)
        {
            Add(marked.Start, marked.End, true);
            Add(marked.End, range.End, false);
        }

        return pieces;

        void Add(int from, int to, bool isMarked)
        {
            if (to > from)
            {
                pieces.Add(new TextPiece(text[from..to], isMarked));
            }
        }
    }

    private static TextRange Overlap(TextRange a, TextRange b)
    {
        var start = Math.Max(a.Start, b.Start);
        return new TextRange(start, Math.Max(start, Math.Min(a.End, b.End)));
    }

    private static TextRange Trim(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return new TextRange(start, end);
    }
}
