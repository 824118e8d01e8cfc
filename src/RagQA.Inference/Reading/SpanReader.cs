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

    /// <summary>Spans of a window that are weighed by their shape; the answer is among the first ten for 88 of 100 questions.</summary>
    private const int SpansConsidered = 10;

    private const int StartOutput = 0;
    private const int EndOutput = 1;
    private const int RelevanceOutput = 2;
    private readonly ModelSession _session;
    private readonly WordPieceTokenizer _tokenizer;
    private readonly InferenceOptions _options;
    private readonly HashSet<int> _functionWords;
    private readonly Phrasing? _phrasing;

    internal SpanReader(ModelSession session, WordPieceTokenizer tokenizer, Phrasing? phrasing, InferenceOptions options)
    {
        session.Folder.Require(ModelRole.Reader);
        _session = session;
        _tokenizer = tokenizer;
        _options = options;
        _phrasing = phrasing;
        _functionWords = [.. tokenizer.Encode(string.Join(' ', PhraseShape.FunctionWords)).Ids];
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
    /// The greatest relevance of any window and the best distinct spans, at most <see cref="InferenceOptions.SpansPerPassage"/>,
    /// each a whole phrase (<see cref="WholePhrase"/>) and preferred by its shape (<see cref="Phrasing"/>).
    /// </returns>
    /// <exception cref="ArgumentException">More question tokens than <see cref="MaxQuestionTokens"/>, or tokens of another vocabulary.</exception>
    public PassageReading Read(ReadOnlySpan<int> questionTokens, string passage)
    {
        TokenizedText tokens = _tokenizer.Encode(passage);
        (float relevance, TokenSpan[] raw) = ReadLogits(questionTokens, tokens);
        if (raw.Length == 0)
        {
            return new PassageReading { Relevance = relevance };
        }

        // 1. Two spans that are one whole phrase are one span with the weight of both.
        ShapedSpan[] shaped = Shape(questionTokens, tokens, passage, raw);
        (TextRange Range, float Score)[] spans =
        [
            .. shaped.GroupBy(span => span.Range).Select(group =>
                (group.Key, LogSum(group.Select(span => span.Score + (_phrasing?.Of(span.Shape) ?? 0))))),
        ];

        // 2. The preference moves weight between the spans of the passage; their sum stays.
        float change = LogSum(shaped.Select(span => span.Score)) - LogSum(spans.Select(span => span.Score));
        return new PassageReading
        {
            Relevance = relevance,
            Spans =
            [
                .. spans.OrderByDescending(span => span.Score).ThenBy(span => span.Range.Start).ThenBy(span => span.Range.End)
                    .Take(_options.SpansPerPassage)
                    .Select(span => new SpanCandidate(span.Range.Start, span.Range.End, span.Score + change)),
            ],
        };
    }

    /// <summary>The best spans by their logits alone, with the shape of each: what a <see cref="Phrasing"/> is fitted on.</summary>
    /// <param name="question">The question.</param>
    /// <param name="passage">The passage; offsets of the spans refer to it.</param>
    public IReadOnlyList<ShapedSpan> ReadShapes(string question, string passage)
    {
        int[] questionTokens = PrepareQuestion(question);
        TokenizedText tokens = _tokenizer.Encode(passage);
        return Shape(questionTokens, tokens, passage, ReadLogits(questionTokens, tokens).Spans);
    }

    /// <summary>Relevance and the best spans by their logits, against "no answer", best first.</summary>
    internal (float Relevance, TokenSpan[] Spans) ReadLogits(ReadOnlySpan<int> questionTokens, TokenizedText tokens)
    {
        if (questionTokens.Length > MaxQuestionTokens || questionTokens.ContainsAnyExceptInRange(0, _tokenizer.Vocabulary.Count - 1))
        {
            throw new ArgumentException("Give what PrepareQuestion of the same reader returned.", nameof(questionTokens));
        }

        if (tokens.Count == 0)
        {
            return (EmptyPassageRelevance, []);
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

        // 3. A span in two windows keeps its better score.
        return (relevance, [.. spans.Select(span => new TokenSpan(span.Key.First, span.Key.Last, span.Value)).OrderDescending().Take(SpansConsidered)]);
    }

    private float ReadWindow(SequenceBuffers buffers, ReadOnlySpan<int> sequence, int before, int offset, Dictionary<(int First, int Last), float> spans)
    {
        buffers.Set(sequence, before);
        _session.Run(buffers, sequence.Length);
        ReadOnlySpan<float> start = buffers.Output(StartOutput);
        ReadOnlySpan<float> end = buffers.Output(EndOutput);
        float none = start[0] + end[0];
        int count = sequence.Length - before - 1;
        foreach (TokenSpan span in SpanSearch.Best(start, end, before, count, _session.Manifest.MaxAnswerTokens, SpansConsidered))
        {
            (int, int) key = (span.First - before + offset, span.Last - before + offset);
            float score = span.Score - none;
            spans[key] = spans.TryGetValue(key, out float other) ? Math.Max(other, score) : score;
        }

        return buffers.Output(RelevanceOutput)[0];
    }

    private ShapedSpan[] Shape(ReadOnlySpan<int> questionTokens, TokenizedText tokens, string passage, TokenSpan[] spans)
    {
        var asked = new HashSet<int>(questionTokens.ToArray());
        asked.ExceptWith(_functionWords);
        return Array.ConvertAll(spans, span =>
        {
            ReadOnlySpan<int> ids = tokens.Ids.AsSpan(span.First, span.Last - span.First + 1);
            int repeated = 0;
            foreach (int id in ids)
            {
                repeated += asked.Contains(id) ? 1 : 0;
            }

            TextRange range = WholePhrase.Of(passage, RangeOf(span, tokens, passage));
            return new ShapedSpan(range, span.Score, PhraseShape.Of(passage, range, (float)repeated / ids.Length));
        });
    }

    private static TextRange RangeOf(TokenSpan span, TokenizedText tokens, string passage)
    {
        int end = tokens.Offsets[span.Last].End;

        // The tokenizer drops combining marks; a quotation keeps those of its last letter.
        while (end < passage.Length && IsMark(passage[end]))
        {
            end++;
        }

        return new TextRange(tokens.Offsets[span.First].Start, end);
    }

    private static float LogSum(IEnumerable<float> scores)
    {
        float[] all = [.. scores];
        float largest = all.Max();
        return largest + MathF.Log(all.Sum(score => MathF.Exp(score - largest)));
    }

    private static bool IsMark(char character) =>
        CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
}
