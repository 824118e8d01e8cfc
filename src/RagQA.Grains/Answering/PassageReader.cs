using Microsoft.Extensions.Logging;
using RagQA.Grains.Failover;
using RagQA.Grains.Slots;

namespace RagQA.Grains.Answering;

/// <summary>
/// Has passages read in rank order, a few calls at a time, until no unread one would change the answer; what is late is left
/// unread. What is read depends on the readings alone, never on which call came back first.
/// </summary>
internal sealed class PassageReader(IGrainFactory grains, ModelSlots slots, TimeProvider time, ILogger<PassageReader> logger)
{
    /// <summary>Passages per call: small, so that a reading shows soon and a deadline loses little.</summary>
    private const int CallSize = 2;

    /// <summary>Calls of one question in flight: enough that a reader with several threads never waits for the next.</summary>
    private const int CallsInFlight = 4;

    /// <summary>Of passages that were all read, those that would have been, had reading stopped when it was enough.</summary>
    public static IReadOnlyList<ReadPassage> Decided(IReadOnlyList<ReadPassage> all, AggregatorOptions aggregation)
    {
        for (var count = CallSize; count < all.Count; count += CallSize)
        {
            ReadPassage[] read = [.. all.Take(count)];
            if (Aggregator.IsDecided(read, aggregation))
            {
                return read;
            }
        }

        return all;
    }

    public async Task<PassageReadings> ReadAsync(
        string question,
        IReadOnlyList<RankedPassage> passages,
        AggregatorOptions aggregation,
        TimeSpan remaining,
        IAnswerProgress progress,
        CancellationToken cancellationToken)
    {
        if (passages.Count == 0 || remaining <= TimeSpan.Zero)
        {
            return new PassageReadings([], IsDecided: false);
        }

        using var late = new CancellationTokenSource(remaining, time);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var since = time.GetUtcNow();
        var chunks = passages.Chunk(CallSize).ToArray();
        var calls = new Task<ReadPassage[]>?[chunks.Length];
        var read = new List<ReadPassage>(passages.Count);
        var decided = false;
        for (var i = 0; i < chunks.Length && !decided; i++)
        {
            for (var next = i; next < Math.Min(chunks.Length, i + CallsInFlight); next++)
            {
                calls[next] ??= ReadCallAsync(chunks[next]);
            }

            foreach (var one in await calls[i]!)
            {
                read.Add(one);
                progress.Read(AnswerPipeline.WithReading(one.Passage, one.Reading), read.Count);
            }

            decided = i + 1 < chunks.Length && read.Count == CallSize * (i + 1) && Aggregator.IsDecided(read, aggregation);
        }

        await enough.CancelAsync();
        await Task.WhenAll(calls.OfType<Task<ReadPassage[]>>());
        cancellationToken.ThrowIfCancellationRequested();
        return new PassageReadings(read, decided);

        async Task<ReadPassage[]> ReadCallAsync(RankedPassage[] chunk)
        {
            try
            {
                var request = new ReadRequest { Question = question, Passages = Array.ConvertAll(chunk, p => p.Text), Since = since };
                var readings = await slots.CallAsync(SlotKind.Reading, (silo, ct) => grains.GetGrain<IReaderGrain>(silo).Read(request, ct), enough.Token);
                return [.. chunk.Zip(readings, (passage, reading) => new ReadPassage(passage, reading))];
            }
            catch (OperationCanceledException) when (enough.IsCancellationRequested)
            {
                return [];
            }
            catch (Exception e) when (RetryableFailure.Is(e, enough.Token))
            {
                logger.LogWarning("The reader left {Passages} passages unread: {Reason}", chunk.Length, e.Message);
                return [];
            }
        }
    }
}
