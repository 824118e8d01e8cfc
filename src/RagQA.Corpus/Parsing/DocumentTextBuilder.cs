using System.Text;

namespace RagQA.Corpus;

/// <summary>Puts the text of a structured document together and remembers where its headings are.</summary>
internal sealed class DocumentTextBuilder
{
    private readonly StringBuilder _text = new();
    private readonly List<(int Level, TextRange Range)> _headings = [];
    private readonly List<(int Page, int Start)> _pages = [];
    private int? _nextPage;

    /// <summary>Whether nothing was added.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>Adds a block after a blank line.</summary>
    public void Block(string text) => Append(text, "\n\n");

    /// <summary>Adds a line below the previous one.</summary>
    public void Line(string text) => Append(text, "\n");

    /// <summary>Goes on with the previous line, on which more of the same sentence stands.</summary>
    public void Continue(string text, string separator) => Append(text, separator);

    /// <summary>Says that what is added from here on stands on this page.</summary>
    public void Page(int number) => _nextPage = number;

    /// <summary>Adds a heading; level 1 is the outermost.</summary>
    public void Heading(int level, string text)
    {
        TextRange range = Append(text, "\n\n");
        if (range.Length > 0)
        {
            _headings.Add((level, range));
        }
    }

    /// <summary>Finishes the document. A single level-1 heading names the document and is no part of section paths.</summary>
    public ParsedDocument Build(string parser, string? statedTitle, IReadOnlyList<string> flags)
    {
        string text = _text.ToString();
        (int Level, TextRange Range)[] outermost = [.. _headings.Where(heading => heading.Level == 1)];
        TextRange? titleHeading = outermost.Length == 1 && _headings[0].Level == 1 ? _headings[0].Range : null;
        TextRange? nameHeading = titleHeading ?? (statedTitle is null && outermost.Length > 0 ? outermost[0].Range : null);
        return new ParsedDocument
        {
            Text = text,
            Sections = Sections(text, titleHeading),
            Attributes = new DocumentAttributes
            {
                Title = nameHeading is { } range ? text[range.Start..range.End] : statedTitle,
            },
            Parser = parser,
            Flags = flags,
        };
    }

    private List<TextSection> Sections(string text, TextRange? titleHeading)
    {
        List<TextSection> sections = [];
        List<(int Level, string Heading)> above = [];
        int start = 0;
        foreach ((int level, TextRange range) in _headings)
        {
            Add(start, range.Start);
            start = range.End;
            while (above.Count > 0 && above[^1].Level >= level)
            {
                above.RemoveAt(above.Count - 1);
            }

            if (range != titleHeading)
            {
                above.Add((level, text[range.Start..range.End]));
            }
        }

        Add(start, text.Length);

        // Headings alone still say something: better quotable without a section than not at all.
        if (sections.Count == 0)
        {
            sections.Add(Paged(new TextSection { Path = "", Body = new TextRange(0, text.Length) }));
        }

        return sections;

        void Add(int from, int to)
        {
            TextRange body = TextBlocks.Trim(text, new TextRange(from, to));
            if (body.Length > 0)
            {
                sections.Add(Paged(new TextSection { Path = string.Join(" › ", above.Select(entry => entry.Heading)), Body = body }));
            }
        }
    }

    private TextSection Paged(TextSection section)
    {
        int first = _pages.FindLastIndex(page => page.Start <= section.Body.Start);
        if (first < 0)
        {
            return section;
        }

        List<int> starts = [];
        int last = _pages[first].Page;
        foreach ((int page, int start) in _pages.Skip(first + 1).TakeWhile(page => page.Start < section.Body.End))
        {
            // Pages without text in between start where this one does.
            starts.AddRange(Enumerable.Repeat(start, page - last));
            last = page;
        }

        return section with { Page = _pages[first].Page, PageStarts = starts.Count > 0 ? [.. starts] : null };
    }

    private TextRange Append(string text, string separator)
    {
        text = text.Trim();
        if (text.Length == 0)
        {
            return default;
        }

        if (_text.Length > 0)
        {
            _text.Append(separator);
        }

        int start = _text.Length;
        if (_nextPage is int page)
        {
            _pages.Add((page, start));
            _nextPage = null;
        }

        _text.Append(text);
        return new TextRange(start, _text.Length);
    }
}
