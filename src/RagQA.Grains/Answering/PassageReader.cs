using Microsoft.Extensions.Logging;

namespace RagQA.Grains.Answering;

/// <summary>Has passages read in rank order, a few per call, all calls in flight; what is late is left unread.</summary>
internal sealed class PassageReader(IGrainFactory grains, TimeProvider time, ILogger<PassageReader> logger)
{
    /// <summary>Passages per call: small, so that a reading shows soon and a deadline loses little.</summary>
    private const int CallSize = 2;

    public async Task<IReadOnlyList<ReadPassage>> ReadAsync(
        string question, IReadOnlyList<RankedPassage> passages, TimeSpan remaining, IAnswerProgress progress, CancellationToken cancellationToken)
    {
        if (passages.Count == 0 || remaining <= TimeSpan.Zero)
        {
            return [];
        }

        using var late = new CancellationTokenSource(remaining, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var reader = grains.GetGrain<IReaderGrain>(0);
        var read = new List<ReadPassage>(passages.Count);
        await foreach (var call in Task.WhenEach(passages.Chunk(CallSize).Select(ReadCallAsync)))
        {
            foreach (var one in await call)
            {
                read.Add(one);
                progress.Read(AnswerPipeline.WithReading(one.Passage, one.Reading), read.Count);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        return [.. read.OrderBy(r => r.Passage.Rank)];

        async Task<ReadPassage[]> ReadCallAsync(RankedPassage[] chunk)
        {
            try
            {
                var request = new ReadRequest { Question = question, Passages = Array.ConvertAll(chunk, p => p.Text) };
                var readings = await reader.Read(request, deadline.Token).WaitAsync(deadline.Token);
                return [.. chunk.Zip(readings, (passage, reading) => new ReadPassage(passage, reading))];
            }
            catch (OperationCanceledException) when (deadline.IsCancellationRequested)
            {
                return [];
            }
            catch (RagQAException e) when (e.IsTransient)
            {
                logger.LogWarning("The reader left {Passages} passages unread: {Reason}", chunk.Length, e.Message);
                return [];
            }
        }
    }
}
