using RagQA.Grains.Retrieval;
using RagQA.Inference;

namespace RagQA.Grains.Answering;

/// <summary>
/// One question from retrieval to a cited answer: 1 retrieve, 2 read, 3 aggregate, 4 cite. Whatever is not there at the
/// deadline is left out and said so; cancellation by the caller is never reported as a deadline.
/// </summary>
internal sealed class AnswerPipeline(
    PassageRetrieval retrieval,
    PassageReader reader,
    CitationMaker citations,
    ConfidenceScales scales,
    InferenceModels models,
    TimeProvider time)
{
    /// <summary>Share of the deadline kept for aggregation, citation and the way back.</summary>
    private const double Reserve = 0.05;

    /// <param name="id">Id of the answer.</param>
    /// <param name="request">The question.</param>
    /// <param name="collection">The collection that is asked, as it was when the question came: its generation answers to the end.</param>
    /// <param name="started">Time stamp of when the question came: its deadline runs from then.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Answer> RunAsync(
        Guid id, AskRequest request, CollectionDescription collection, long started, IAnswerProgress progress, CancellationToken cancellationToken)
    {
        var names = models.Names with { Encoder = models.EncoderOf(collection.Encoder).Identity };
        var scale = scales.Of(names);

        // 1 Retrieve.
        var waited = time.GetElapsedTime(started);
        var retrieved = await retrieval.RetrieveAsync(
            new RetrievalRequest
            {
                Collection = collection,
                Query = request.Question,
                Scope = new PassageScope { Principal = request.Principal, Subject = request.Subject, Filter = request.Filter },
                Mode = request.Mode,
                Top = request.Top,
            },
            request.Deadline - waited,
            progress,
            cancellationToken);
        progress.Found(retrieved.Passages);

        // 2 Read.
        progress.Stage(AnswerStage.Reading);
        using var span = RagQATelemetry.Spans.StartActivity("ragqa.read");
        var reading = time.GetTimestamp();
        var left = request.Deadline * (1 - Reserve) - time.GetElapsedTime(started);
        var readings = await reader.ReadAsync(request.Question, retrieved.Passages, scale.Aggregation, left, progress, cancellationToken);
        var read = readings.Read;
        span?.Stop();
        var readMs = time.GetElapsedTime(reading).TotalMilliseconds;

        // 3 Aggregate.
        var groups = Aggregator.Aggregate(read, scale.Aggregation);
        var answered = groups.Count > 0 && scale.IsAnswer(groups[0]);

        // 4 Cite: what cannot be shown verbatim from the store is withheld.
        var answers = answered ? await citations.CiteAsync(collection, request, groups, scale, cancellationToken) : [];
        var coverage = retrieved.Coverage with { UnreadPassages = readings.IsDecided ? 0 : retrieved.Passages.Count - read.Count };
        return new Answer
        {
            Id = id,
            Collection = collection.Name,
            Question = request.Question,
            Status = !coverage.IsComplete ? AnswerStatus.Degraded : answers.Length > 0 ? AnswerStatus.Answered : AnswerStatus.NoAnswer,
            Reason = Reason(coverage, answers.Length > 0, retrieved.Passages.Count),
            Answers = answers,
            Disagreement = answers.Length > 1 && Aggregator.Disagree(groups, scale.Aggregation),
            Stable = answers.Length > 0 && Aggregator.IsStable(read, groups, scale),
            Passages = [.. retrieved.Passages.Select(p => WithReading(p, read))],
            Spelling = retrieved.Spelling,
            Coverage = coverage,
            Timings = new StageTimings
            {
                WaitMs = waited.TotalMilliseconds,
                EncodeMs = retrieved.EncodeMs,
                EncodeDevice = retrieved.EncodeDevice,
                SearchMs = retrieved.SearchMs,
                VerifyMs = retrieved.VerifyMs,
                ReadMs = readMs,
                ReadDevice = read.Count == 0 ? null : string.Join(", ", read.Select(r => r.Reading.Device).Distinct().Order(StringComparer.Ordinal)),
                TotalMs = time.GetElapsedTime(started).TotalMilliseconds,
            },
            Revision = retrieved.Revision,
            Subject = request.Subject,
            Filter = request.Filter,
            Models = names,
            Generation = collection.Generation,
            AnsweredAt = time.GetUtcNow(),
        };
    }

    /// <summary>A passage with the reader's best span of it.</summary>
    public static RankedPassage WithReading(RankedPassage passage, PassageReading reading)
    {
        if (reading.Spans is not [var best, ..])
        {
            return passage with { Relevance = reading.Relevance };
        }

        return passage with
        {
            Relevance = reading.Relevance,
            Span = new TextRange(passage.Start + best.Start, passage.Start + best.End),
            SpanScore = best.Score,
        };
    }

    private static RankedPassage WithReading(RankedPassage passage, IReadOnlyList<ReadPassage> read)
        => read.FirstOrDefault(r => r.Passage.PassageId == passage.PassageId) is { } found ? WithReading(passage, found.Reading) : passage;

    private static string? Reason(Coverage coverage, bool answered, int passages)
    {
        var what = answered ? "Answered" : "Searched";
        if (coverage.Answered < coverage.Partitions)
        {
            return $"{what} from {coverage.Answered} of {coverage.Partitions} partitions; the others did not answer in time.";
        }

        if (coverage.UnreadPassages > 0)
        {
            return $"{what} from {passages - coverage.UnreadPassages} of {passages} passages; the deadline came before the others were read.";
        }

        if (coverage.LexicalOnly)
        {
            return $"{what} from passages found by their words alone; the encoder did not answer in time.";
        }

        return (answered, passages) switch
        {
            (true, _) => null,
            (false, 0) => "No passage may be searched for this question: the collection is empty, or the filter leaves nothing.",
            _ => "No passage answers this.",
        };
    }
}
