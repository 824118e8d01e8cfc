using System.Globalization;

namespace RagQA.Inference;

/// <summary>
/// Finds answer spans in a passage. Thread-safe; runs on the calling thread, which should be one of an <see cref="InferencePool"/>.
/// Layout <c>[CLS] question [SEP] passage [SEP]</c>; a long passage is read in overlapping windows.
/// </summary>
public sealed class SpanReader
{
    /// <summary>Relevance of a passage without tokens, which no model is asked about: the probability of an answer there is nil.</summary>
    public const float EmptyPassageRelevance = -20f;

    private const int StartOutput = 0;
    private const int EndOutput = 1;
    private const int RelevanceOutput = 2;
    private readonly ModelSession _session;
    private readonly WordPieceTokenizer _tokenizer;
    private readonly InferenceOptions _options;

    internal SpanReader(ModelSession session, WordPieceTokenizer tokenizer, InferenceOptions options)
    {
        session.Folder.Require(ModelRole.Reader);
        _session = session;
        _tokenizer = tokenizer;
        _options = options;
        MaxQuestionTokens = Math.Min(options.MaxQuestionTokens, (session.Manifest.RecommendedMaxTokens / 2) - 3);
    }

    /// <summary>Tokens of a question that are read; the rest is cut off.</summary>
    public int MaxQuestionTokens { get; }

    /// <summary>Tokens of a question without special tokens, cut off at <see cref="MaxQuestionTokens"/>: prepare once, read many passages.</summary>
    public int[] PrepareQuestion(string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        int[] ids = _tokenizer.Encode(question).Ids;
        return ids.Length <= MaxQuestionTokens ? ids : ids[..MaxQuestionTokens];
    }

    /// <summary>Reads one passage.</summary>
    /// <param name="question">The question.</param>
    /// <param name="passage">The passage; offsets of the spans refer to it.</param>
    public PassageReading Read(string question, string passage) => Read(PrepareQuestion(question), passage);

    /// <summary>Reads one passage with a prepared question.</summary>
    /// <param name="questionTokens">What <see cref="PrepareQuestion"/> returned.</param>
    /// <param name="passage">The passage; offsets of the spans refer to it.</param>
    /// <returns>
    /// The greatest relevance of any window and the best distinct spans, at most <see cref="InferenceOptions.SpansPerPassage"/>;
    /// a span in two windows keeps its better score.
    /// </returns>
    /// <exception cref="ArgumentException">More question tokens than <see cref="MaxQuestionTokens"/>, or tokens of another vocabulary.</exception>
    public PassageReading Read(ReadOnlySpan<int> questionTokens, string passage)
    {
        ArgumentNullException.ThrowIfNull(passage);
        if (questionTokens.Length > MaxQuestionTokens || questionTokens.ContainsAnyExceptInRange(0, _tokenizer.Vocabulary.Count - 1))
        {
            throw new ArgumentException("Give what PrepareQuestion of the same reader returned.", nameof(questionTokens));
        }

        TokenizedText tokens = _tokenizer.Encode(passage);
        if (tokens.Count == 0)
        {
            return new PassageReading { Relevance = EmptyPassageRelevance };
        }

        // 1. Lay out the question once; every window goes behind it.
        int before = questionTokens.Length + 2;
        int room = _session.Manifest.RecommendedMaxTokens - before - 1;
        Span<int> sequence = stackalloc int[before + Math.Min(room, tokens.Count) + 1];
        sequence[0] = _tokenizer.Vocabulary.Classifier;
        questionTokens.CopyTo(sequence[1..]);
        sequence[before - 1] = _tokenizer.Vocabulary.Separator;

        // 2. Read the windows and keep the best spans of each, by their tokens in the passage.
        float relevance = float.NegativeInfinity;
        var spans = new Dictionary<(int First, int Last), float>();
        SequenceBuffers buffers = _session.Rent();
        try
        {
            for (int offset = 0; ; offset += room - _session.Manifest.Stride)
            {
                int count = Math.Min(room, tokens.Count - offset);
                tokens.Ids.AsSpan(offset, count).CopyTo(sequence[before..]);
                sequence[before + count] = _tokenizer.Vocabulary.Separator;
                relevance = Math.Max(relevance, ReadWindow(buffers, sequence[..(before + count + 1)], before, offset, spans));
                if (offset + count == tokens.Count)
                {
                    break;
                }
            }
        }
        finally
        {
            _session.Return(buffers);
        }

        // 3. Tokens become offsets; the best of all windows are returned.
        IEnumerable<TokenSpan> best = spans.Select(span => new TokenSpan(span.Key.First, span.Key.Last, span.Value))
            .OrderDescending()
            .Take(_options.SpansPerPassage);
        return new PassageReading { Relevance = relevance, Spans = [.. best.Select(span => ToCandidate(span, tokens, passage))] };
    }

    private float ReadWindow(SequenceBuffers buffers, ReadOnlySpan<int> sequence, int before, int offset, Dictionary<(int First, int Last), float> spans)
    {
        buffers.Set(sequence, before);
        _session.Run(buffers, sequence.Length);
        ReadOnlySpan<float> start = buffers.Output(StartOutput);
        ReadOnlySpan<float> end = buffers.Output(EndOutput);
        float none = start[0] + end[0];
        int count = sequence.Length - before - 1;
        foreach (TokenSpan span in SpanSearch.Best(start, end, before, count, _session.Manifest.MaxAnswerTokens, _options.SpansPerPassage))
        {
            (int, int) key = (span.First - before + offset, span.Last - before + offset);
            float score = span.Score - none;
            spans[key] = spans.TryGetValue(key, out float other) ? Math.Max(other, score) : score;
        }

        return buffers.Output(RelevanceOutput)[0];
    }

    private static SpanCandidate ToCandidate(TokenSpan span, TokenizedText tokens, string passage)
    {
        int end = tokens.Offsets[span.Last].End;

        // The tokenizer drops combining marks; a quotation keeps those of its last letter.
        while (end < passage.Length && IsMark(passage[end]))
        {
            end++;
        }

        return new SpanCandidate(tokens.Offsets[span.First].Start, end, span.Score);
    }

    private static bool IsMark(char character) =>
        CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
}
