using System.Globalization;

namespace RagQA.Corpus;

/// <summary>Cuts a sentence that is too long for one passage, between words where it has any.</summary>
internal static class LongSentence
{
    /// <summary>Adds the parts of a sentence to <paramref name="parts"/>.</summary>
    public static void Cut(string text, TextRange sentence, ITokenCounter counter, SplitterOptions options, List<Piece> parts)
    {
        Piece? open = null;
        for (int i = sentence.Start; i < sentence.End;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            int end = i;
            while (end < sentence.End && !char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            AddWord(new Piece(new TextRange(i, end), counter.Count(text.AsSpan(i, end - i))));
            i = end;
        }

        if (open is { } last)
        {
            parts.Add(last);
        }

        void AddWord(Piece word)
        {
            if (!Fits(word))
            {
                foreach (Piece part in CutWord(text, word, counter, options))
                {
                    Put(part);
                }
            }
            else
            {
                Put(word);
            }
        }

        void Put(Piece word)
        {
            if (open is { } piece && Fits(piece.With(word)))
            {
                open = piece.With(word);
                return;
            }

            if (open is { } full)
            {
                parts.Add(full);
            }

            open = word;
        }

        bool Fits(Piece piece) => piece.Tokens <= options.MaxTokens && piece.Range.Length <= options.MaxCharacters;
    }

    // A "word" without white space may be a page of Chinese or a line of base64: parts of even length, whole characters only.
    private static IEnumerable<Piece> CutWord(string text, Piece word, ITokenCounter counter, SplitterOptions options)
    {
        long byTokens = (long)word.Range.Length * options.MaxTokens / Math.Max(1, word.Tokens);
        int step = (int)Math.Clamp(byTokens, 1, options.MaxCharacters / 2);
        int start = word.Range.Start;
        int end = start;
        while (end < word.Range.End)
        {
            int window = Math.Min(word.Range.End - end, options.MaxCharacters / 2);
            window -= char.IsHighSurrogate(text[end + window - 1]) && window > 1 ? 1 : 0;
            int element = StringInfo.GetNextTextElementLength(text.AsSpan(end, window));
            if (end > start && end + element - start > step)
            {
                yield return Count(start, end);
                start = end;
            }

            end += element;
        }

        if (end > start)
        {
            yield return Count(start, end);
        }

        Piece Count(int from, int to) => new(new TextRange(from, to), counter.Count(text.AsSpan(from, to - from)));
    }
}
