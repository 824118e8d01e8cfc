namespace RagQA.Corpus;

/// <summary>
/// Title and sections of plain text, by shape alone. A line taken for a heading can no longer be quoted, a heading taken
/// for text merely stands in a passage; so only lines that cannot be statements (no figures, no final punctuation,
/// text right below) are headings.
/// </summary>
internal sealed class PlainTextStructure
{
    private const int MaxTitleLength = 120;
    private const int MaxHeadingLength = 80;

    private PlainTextStructure(string? title, IReadOnlyList<TextSection> sections)
    {
        Title = title;
        Sections = sections;
    }

    /// <summary>Title that the text shows; null where its first line is not one.</summary>
    public string? Title { get; }

    /// <summary>Sections in the order of the text; none is blank.</summary>
    public IReadOnlyList<TextSection> Sections { get; }

    public static PlainTextStructure Of(string text, string? knownTitle)
    {
        // 1. Blocks are runs of lines without a blank line.
        List<TextRange> blocks = TextBlocks.Of(text, new TextRange(0, text.Length));

        // 2. The title is the first line, where it is short; it leaves the body only if it is a heading by shape or a heading follows.
        TextRange first = FirstLine(text, blocks[0]);
        string firstLine = text[first.Start..first.End];
        bool looksLikeTitle = first.Length <= MaxTitleLength && firstLine[^1] != '.';
        string? title = knownTitle is null && looksLikeTitle ? firstLine : null;
        bool firstIsTitle = blocks.Count > 1
            && first == blocks[0]
            && (knownTitle is null
                ? looksLikeTitle && (IsHeadingLine(firstLine, MaxTitleLength) || IsHeading(text, blocks[1]))
                : string.Equals(firstLine, knownTitle, StringComparison.OrdinalIgnoreCase));

        // 3. A heading is a heading line with text right below it.
        List<TextSection> sections = [];
        string path = "";
        int? start = null;
        for (int i = firstIsTitle ? 1 : 0; i < blocks.Count; i++)
        {
            TextRange block = blocks[i];
            if (i + 1 < blocks.Count && IsHeading(text, block) && !IsHeading(text, blocks[i + 1]))
            {
                Close(i);
                path = text[block.Start..block.End];
            }
            else
            {
                start ??= block.Start;
            }
        }

        Close(blocks.Count);
        return new PlainTextStructure(title, sections);

        void Close(int next)
        {
            if (start is int from)
            {
                sections.Add(new TextSection { Path = path, Body = new TextRange(from, blocks[next - 1].End) });
                start = null;
            }
        }
    }

    private static TextRange FirstLine(string text, TextRange block)
    {
        int end = text.IndexOf('\n', block.Start, block.Length);
        return end < 0 ? block : TextBlocks.Trim(text, new TextRange(block.Start, end));
    }

    private static bool IsHeading(string text, TextRange block) =>
        block.Length <= MaxHeadingLength && IsHeadingLine(text[block.Start..block.End], MaxHeadingLength);

    private static bool IsHeadingLine(string line, int maxLength)
    {
        if (line.Length > maxLength || line.Contains('\n', StringComparison.Ordinal))
        {
            return false;
        }

        // A section number in front ("2.1 Dosage") is the only place where a heading may have digits.
        int i = 0;
        while (i < line.Length && (char.IsAsciiDigit(line[i]) || (i > 0 && line[i] is '.' or ')' or ' ')))
        {
            i++;
        }

        ReadOnlySpan<char> words = line.AsSpan(i);
        if (words.IsEmpty || !char.IsLetter(words[0]))
        {
            return false;
        }

        foreach (char c in words)
        {
            if (char.IsDigit(c))
            {
                return false;
            }
        }

        return char.IsLetter(words[^1]) || words[^1] is ')' or '”' or '"' or '’' or '\'';
    }
}
