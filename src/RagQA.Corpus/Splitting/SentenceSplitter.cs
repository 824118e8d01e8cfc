namespace RagQA.Corpus;

/// <summary>
/// Finds sentences by rules made for clinical English: doses, abbreviations, initials and lists are not taken for ends.
/// When in doubt two sentences stay together, since a sentence cut in two can turn a statement around.
/// </summary>
public static class SentenceSplitter
{
    /// <summary>
    /// Sentences of a range in order, without white space at their ends, none empty; together they hold every character that
    /// is not white space. A blank line always ends a sentence. Linear in the length of the range.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the text.</exception>
    public static TextRange[] Sentences(string text, TextRange within)
    {
        Check(text, within);
        List<TextRange> sentences = [];
        foreach (TextRange block in TextBlocks.Of(text, within))
        {
            AddBlock(text, block, sentences);
        }

        return [.. sentences];
    }

    /// <summary>
    /// From the start of the sentence in which <paramref name="span"/> begins to the end of the one in which it ends: the
    /// span in context. The span itself where it touches no sentence, as in white space.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the text, or the span not within the range.</exception>
    public static TextRange Around(string text, TextRange within, TextRange span)
    {
        Check(text, within);
        if (span.Start < within.Start || span.End > within.End || span.End < span.Start)
        {
            throw new ArgumentOutOfRangeException(nameof(span), "The span must lie within the range.");
        }

        int from = span.Start;
        int to = span.End;
        foreach (TextRange sentence in Sentences(text, within))
        {
            bool touches = span.Length == 0
                ? sentence.Start <= span.Start && span.Start < sentence.End
                : sentence.Start < span.End && sentence.End > span.Start;
            if (touches)
            {
                from = Math.Min(from, sentence.Start);
                to = Math.Max(to, sentence.End);
            }
        }

        return new TextRange(from, to);
    }

    private static void Check(string text, TextRange within)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (within.Start < 0 || within.End > text.Length || within.End < within.Start)
        {
            throw new ArgumentOutOfRangeException(nameof(within), "The range must lie within the text.");
        }
    }

    private static void AddBlock(string text, TextRange block, List<TextRange> sentences)
    {
        LineWraps wraps = LineWraps.Of(text, block);
        int lineStart = block.Start;
        int start = block.Start;
        for (int i = block.Start; i < block.End;)
        {
            if (text[i] == '\n')
            {
                if (!wraps.IsWrap(text, lineStart, i))
                {
                    Add(i);
                }

                lineStart = ++i;
                continue;
            }

            int after = SentenceEnd.After(text, lineStart, i, block);
            if (after > i)
            {
                Add(after);
                i = after;
            }
            else
            {
                // The rest of a run of marks cannot end the sentence either; looking again would be quadratic.
                i++;
                while (i < block.End && SentenceEnd.IsMark(text[i - 1]) && SentenceEnd.IsMark(text[i]))
                {
                    i++;
                }
            }
        }

        Add(block.End);

        void Add(int end)
        {
            TextRange sentence = TextBlocks.Trim(text, new TextRange(start, end));
            if (sentence.Length > 0)
            {
                sentences.Add(sentence);
            }

            start = end;
        }
    }
}
