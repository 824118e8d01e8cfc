namespace RagQA.Corpus;

/// <summary>White space in a text: blocks between blank lines, and ranges without white space at their ends.</summary>
internal static class TextBlocks
{
    /// <summary>Runs of lines without a blank line between them, trimmed, in order; empty for blank text.</summary>
    public static List<TextRange> Of(string text, TextRange within)
    {
        List<TextRange> blocks = [];
        int start = -1;
        int end = -1;
        bool lineIsBlank = true;
        for (int i = within.Start; i < within.End; i++)
        {
            char c = text[i];
            if (c == '\n')
            {
                if (lineIsBlank && start >= 0)
                {
                    blocks.Add(new TextRange(start, end));
                    start = -1;
                }

                lineIsBlank = true;
            }
            else if (!char.IsWhiteSpace(c))
            {
                start = start < 0 ? i : start;
                end = i + 1;
                lineIsBlank = false;
            }
        }

        if (start >= 0)
        {
            blocks.Add(new TextRange(start, end));
        }

        return blocks;
    }

    /// <summary>The range without white space at its ends; an empty range at its start where there is nothing else.</summary>
    public static TextRange Trim(string text, TextRange range)
    {
        int start = range.Start;
        int end = range.End;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        return new TextRange(start, end);
    }
}
