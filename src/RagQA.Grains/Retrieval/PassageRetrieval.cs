using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagQA.Corpus;
using RagQA.Grains.Failover;
using RagQA.Grains.Slots;
using RagQA.Index;
using RagQA.Inference;
using RagQA.Storage;

namespace RagQA.Grains.Retrieval;

/// <summary>
/// From a query to verified passages: 1 encode, 2 search all partitions, 3 fuse, 4 verify against the document store.
/// Only ids, scores, vectors and term hashes go to partitions; text is read once, in step 4.
/// </summary>
internal sealed class PassageRetrieval(
    IGrainFactory grains,
    IDocumentStore store,
    InferenceModels models,
    ModelSlots slots,
    HedgedCalls calls,
    IOptions<RetrieverOptions> options,
    TimeProvider time,
    ILogger<PassageRetrieval> logger)
{
    /// <summary>A question that waited until its deadline still comes to its end in order, with a coverage that says how little there is.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(2);

    public async Task<RetrievedPassages> RetrieveAsync(
        RetrievalRequest request, TimeSpan remaining, IRetrievalProgress progress, CancellationToken cancellationToken)
    {
        // Half of the time is for encoding and counting: a partition that hangs there leaves the others the rest.
        var share = (remaining > Least ? remaining : Least) * options.Value.SearchShare;
        using var lateToCount = new CancellationTokenSource(share / 2, time);
        using var counting = CancellationTokenSource.CreateLinkedTokenSource(lateToCount.Token, cancellationToken);
        using var late = new CancellationTokenSource(share, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var fanOut = new PartitionFanOut(grains, request.Collection, calls);

        // 1 The question is encoded while the partitions count its terms.
        progress.Stage(AnswerStage.Encoding);
        using var encodingSpan = RagQATelemetry.Spans.StartActivity("ragqa.encode");
        var started = time.GetTimestamp();
        var text = SearchedText(request.Query);
        var lexicalQuestion = LexicalAnalyzer.Question(text);
        var weighing = lexicalQuestion.Terms.Length == 0
            ? Task.FromResult<(float[], float)>(([], 0f))
            : fanOut.LexicalWeightsAsync(lexicalQuestion.Terms, lexicalQuestion.Multiplicities, counting.Token);
        var embedding = request.Mode == RetrievalMode.Lexical ? null : await EncodeAsync(request.Collection.Encoder, text, counting.Token);
        var encodeMs = time.GetElapsedTime(started).TotalMilliseconds;
        var (weights, averageLength) = await weighing;
        encodingSpan?.Stop();

        // 2 Search.
        progress.Stage(AnswerStage.Searching);
        using var searchSpan = RagQATelemetry.Spans.StartActivity("ragqa.search");
        var searching = time.GetTimestamp();
        var found = 0;
        var answered = 0;
        var hits = await fanOut.SearchAsync(
            new PartitionQuery
            {
                Embedding = embedding?.Embedding,
                Encoder = embedding?.Encoder ?? "",
                Terms = request.Mode == RetrievalMode.Dense ? [] : lexicalQuestion.Terms,
                TermWeights = request.Mode == RetrievalMode.Dense ? [] : weights,
                AverageLength = averageLength,
                Top = options.Value.Candidates,
                Scope = request.Scope,
            },
            (_, reply) => progress.PartitionsAnswered(++answered, fanOut.Count, found += reply.DenseIds.Union(reply.LexicalIds).Count()),
            deadline.Token);
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var failure in fanOut.Failures)
        {
            logger.LogWarning("A partition did not answer: {Reason}", failure.Message);
        }

        // 3 Fuse.
        var fused = Fuse(request, hits);
        searchSpan?.Stop();
        var searchMs = time.GetElapsedTime(searching).TotalMilliseconds;

        // 4 Verify.
        progress.Stage(AnswerStage.Verifying);
        using var verifySpan = RagQATelemetry.Spans.StartActivity("ragqa.verify");
        var verifying = time.GetTimestamp();
        var terms = new WeighedTerms(lexicalQuestion.Terms, weights);
        var passages = await VerifyAsync(request, fused, terms, cancellationToken);
        return new RetrievedPassages
        {
            Passages = passages,
            Coverage = fanOut.Coverage with { LexicalOnly = embedding is null && request.Mode != RetrievalMode.Lexical },
            Searches = fanOut.Searches,
            Spelling = options.Value.SuggestSpelling ? Spelling.Suggest(text, terms, passages) : [],
            Revision = hits.Count == 0 ? 0 : hits.Min(h => h.Revision),
            EncodeMs = encodeMs,
            EncodeDevice = embedding?.Device,
            SearchMs = searchMs,
            VerifyMs = time.GetElapsedTime(verifying).TotalMilliseconds,
        };
    }

    /// <summary>The embedding and its device, or null when the encoder is late or busy: the lexical half still answers.</summary>
    private async Task<EncodedQuestion?> EncodeAsync(string encoder, string text, CancellationToken deadline)
    {
        // Outside: a silo that lacks the encoder refuses, for all that it could still find are the words.
        var tokens = models.EncoderOf(encoder).QuestionEncoder.Prepare(text);
        try
        {
            return await slots.CallAsync(SlotKind.Encoding, (silo, ct) => grains.GetGrain<IRetrieverGrain>(silo).Encode(encoder, tokens, ct), deadline);
        }
        catch (Exception e) when (e is OperationCanceledException || RetryableFailure.Is(e, deadline))
        {
            logger.LogWarning("The question was not encoded: {Reason}", e.Message);
            return null;
        }
    }

    private List<Candidate> Fuse(RetrievalRequest request, IReadOnlyList<PartitionHits> hits)
    {
        var top = options.Value.Candidates;
        var dense = TopK.Merge([.. hits.Select(h => TopK.Pair(h.DenseIds, h.DenseScores))], top);
        var lexical = TopK.Merge([.. hits.Select(h => TopK.Pair(h.LexicalIds, h.LexicalScores))], top);
        var lists = request.Mode switch
        {
            RetrievalMode.Dense => new[] { dense, [] },
            RetrievalMode.Lexical => [[], lexical],
            _ => [dense, lexical],
        };
        return [.. ReciprocalRankFusion.Fuse([.. lists.Select(l => (IReadOnlyList<long>)[.. l.Select(s => s.Id)])], request.Top + options.Value.Spare, weights: [options.Value.DenseWeight, 1])
            .Select(f => new Candidate(
                f.Id,
                f.Score,
                new FoundBy { Dense = f.Ranks[0], Lexical = f.Ranks[1] },
                f.Ranks[0] is { } d ? dense[d - 1].Score : null,
                f.Ranks[1] is { } l ? lexical[l - 1].Score : null))];
    }

    private async Task<IReadOnlyList<RankedPassage>> VerifyAsync(
        RetrievalRequest request, List<Candidate> candidates, WeighedTerms terms, CancellationToken cancellationToken)
    {
        var stored = (await store.ReadPassagesAsync(request.Collection.Id, [.. candidates.Select(c => c.Id)], cancellationToken))
            .ToDictionary(p => p.PassageId);
        var verified = new List<RankedPassage>(request.Top);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var candidate in candidates)
        {
            if (stored.TryGetValue(candidate.Id, out var passage)
                && AccessRule.Allows(request.Scope.Principal, passage.Attributes.AccessLabels)
                && string.Equals(passage.Attributes.Subject, request.Scope.Subject, StringComparison.Ordinal))
            {
                var words = options.Value.MergeEqualPassages ? PassageWords.Of(passage.Text) : null;
                if (words is not null && places.TryGetValue(words, out var place))
                {
                    verified[place] = AlsoIn(verified[place], passage.DocumentId);
                }
                else if (verified.Count < request.Top)
                {
                    if (words is not null)
                    {
                        places.Add(words, verified.Count);
                    }

                    verified.Add(candidate.ToRankedPassage(passage, verified.Count + 1, terms));
                }
            }
        }

        return verified;
    }

    private static RankedPassage AlsoIn(RankedPassage passage, string document)
        => document == passage.DocumentId || passage.AlsoIn.Contains(document) ? passage : passage with { AlsoIn = [.. passage.AlsoIn, document] };

    /// <summary>What is searched for a question: readable text, perhaps its asking part, perhaps with other forms of its abbreviations.</summary>
    private string SearchedText(string query)
    {
        var text = ReadingText.From(query).Text;
        if (options.Value.ShortenFrom > 0)
        {
            text = QuestionShortening.Shorten(text, options.Value.ShortenFrom);
        }

        return options.Value.ExpandAbbreviations && ClinicalAbbreviations.OtherForms(text) is [_, ..] forms ? $"{text} ({string.Join(", ", forms)})" : text;
    }

    private sealed record Candidate(long Id, double Score, FoundBy FoundBy, float? DenseScore, float? LexicalScore)
    {
        public RankedPassage ToRankedPassage(StoredPassage passage, int rank, WeighedTerms terms) => new()
        {
            PassageId = passage.PassageId,
            DocumentId = passage.DocumentId,
            DocumentVersion = passage.DocumentVersion,
            Title = passage.Attributes.Title ?? passage.DocumentId,
            Source = passage.Attributes.Source,
            Date = passage.Attributes.Date,
            DocumentType = passage.Attributes.DocumentType,
            Retracted = passage.Attributes.Retracted,
            SupersededBy = passage.Attributes.SupersededBy,
            Section = passage.Section,
            Page = passage.Page,
            Start = passage.Range.Start,
            End = passage.Range.End,
            Text = passage.Text,
            Rank = rank,
            FoundBy = FoundBy,
            Score = Score,
            DenseScore = DenseScore,
            LexicalScore = LexicalScore,
            TermShare = terms.ShareIn(EncodedText.Compose(passage.Attributes.Title ?? "", passage.Section, passage.Text)),
        };
    }
}
