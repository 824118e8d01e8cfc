namespace RagQA.Corpus;

/// <summary>
/// Cuts a document into passages: whole sentences, never across a section, paragraphs kept whole where they fit. Together
/// the passages hold every character of the section bodies that is not white space, in order. Where a section is cut between
/// sentences of running text, the next passage begins with the last sentence of the one before; apart from that they do not
/// overlap.
/// </summary>
public sealed class PassageSplitter
{
    private readonly ITokenCounter _counter;
    private readonly SplitterOptions _options;

    /// <summary>Makes a splitter; the same counter and options always give the same passages.</summary>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public PassageSplitter(ITokenCounter counter, SplitterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(counter);
        _counter = counter;
        _options = options ?? new SplitterOptions();
        _options.Check();
    }

    /// <summary>Splits a document; linear in its length, each word is counted once (twice in over-long sentences).</summary>
    /// <exception cref="ArgumentException">A section lies outside the text.</exception>
    public IReadOnlyList<PassageDraft> Split(ParsedDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        List<PassageDraft> passages = [];
        foreach (TextSection section in document.Sections)
        {
            if (section.Body.Start < 0 || section.Body.End > document.Text.Length || section.Body.End < section.Body.Start)
            {
                throw new ArgumentException("A section lies outside the document's text.", nameof(document));
            }

            Piece? before = null;
            foreach (Piece piece in SplitBody(document.Text, section.Body))
            {
                TextRange range = before is { } previous ? WithOverlap(document.Text, previous, piece) : piece.Range;
                passages.Add(new PassageDraft
                {
                    Ordinal = passages.Count,
                    Range = range,
                    Section = section.Path,
                    Page = section.PageAt(range.Start),
                });
                before = piece;
            }
        }

        return passages;
    }

    // Rows, items and headings say nothing about what follows them: only a sentence with its end is repeated.
    private TextRange WithOverlap(string text, Piece before, Piece piece)
    {
        if (_options.OverlapTokens == 0 || text[before.Range.End - 1] is not ('.' or '!' or '?' or '”' or '"' or ')' or '。'))
        {
            return piece.Range;
        }

        // A passage of a single sentence is not repeated as a whole.
        TextRange last = SentenceSplitter.Sentences(text, before.Range)[^1];
        if (last.Start == before.Range.Start)
        {
            return piece.Range;
        }

        Piece repeated = new(last, _counter.Count(text.AsSpan(last.Start, last.Length)));
        return repeated.Tokens <= _options.OverlapTokens && Fits(repeated.With(piece), _options.MaxTokens) ? repeated.With(piece).Range : piece.Range;
    }

    private List<Piece> SplitBody(string text, TextRange body)
    {
        // 1. Paragraphs, cut between sentences where they are too long.
        List<Piece> pieces = [];
        foreach (TextRange paragraph in TextBlocks.Of(text, body))
        {
            AddParagraph(text, paragraph, pieces);
        }

        // 2. Small neighbours grow together up to the target.
        List<Piece> merged = Merge(pieces, static (_, _) => true, _options.TargetTokens);

        // 3. What is still tiny joins a neighbour if that stays within the maximum.
        return Merge(merged, (left, right) => left.Tokens < _options.MinTokens || right.Tokens < _options.MinTokens, _options.MaxTokens);
    }

    private List<Piece> Merge(List<Piece> pieces, Func<Piece, Piece, bool> wanted, int maxTokens)
    {
        List<Piece> merged = [];
        foreach (Piece piece in pieces)
        {
            if (merged.Count > 0 && wanted(merged[^1], piece) && Fits(merged[^1].With(piece), maxTokens))
            {
                merged[^1] = merged[^1].With(piece);
            }
            else
            {
                merged.Add(piece);
            }
        }

        return merged;
    }

    private void AddParagraph(string text, TextRange paragraph, List<Piece> pieces)
    {
        // 1. Sentences with their tokens; an over-long one comes in parts.
        List<Piece> sentences = [];
        foreach (TextRange range in SentenceSplitter.Sentences(text, paragraph))
        {
            Piece sentence = new(range, _counter.Count(text.AsSpan(range.Start, range.Length)));
            if (Fits(sentence, _options.MaxTokens))
            {
                sentences.Add(sentence);
            }
            else
            {
                LongSentence.Cut(text, range, _counter, _options, sentences);
            }
        }

        // 2. A paragraph that fits stays whole.
        int left = sentences.Sum(sentence => sentence.Tokens);
        if (Fits(new Piece(paragraph, left), _options.MaxTokens))
        {
            pieces.Add(new Piece(paragraph, left));
            return;
        }

        // 3. Otherwise it is filled into parts of even size, so that no scrap is left at its end.
        int parts = Math.Max(1, (left + _options.TargetTokens - 1) / _options.TargetTokens);
        Piece? open = null;
        foreach (Piece sentence in sentences)
        {
            int goal = (left + parts - 1) / parts;
            if (open is not { } piece)
            {
                open = sentence;
            }
            else if (Fits(piece.With(sentence), _options.MaxTokens) && piece.Tokens + (sentence.Tokens / 2) <= goal)
            {
                open = piece.With(sentence);
            }
            else
            {
                pieces.Add(piece);
                left -= piece.Tokens;
                parts = Math.Max(1, parts - 1);
                open = sentence;
            }
        }

        if (open is { } last)
        {
            pieces.Add(last);
        }
    }

    private bool Fits(Piece piece, int maxTokens) => piece.Tokens <= maxTokens && piece.Range.Length <= _options.MaxCharacters;
}
