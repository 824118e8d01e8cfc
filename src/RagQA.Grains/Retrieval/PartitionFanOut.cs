using RagQA.Grains.Collections;
using RagQA.Index;

namespace RagQA.Grains.Retrieval;

/// <summary>
/// Asks every partition of a collection: first for lexical counts (while the question is being encoded), then for hits.
/// A partition that fails or is late is left out and named in the coverage; it never fails the question.
/// </summary>
internal sealed class PartitionFanOut
{
    private readonly IPartitionGrain[] _partitions;
    private readonly HashSet<int> _missing = [];
    private readonly List<Exception> _failures = [];

    public PartitionFanOut(IGrainFactory grains, CollectionDescription collection)
        => _partitions = collection.PartitionGrains(grains);

    public int Count => _partitions.Length;

    /// <summary>What went wrong in partitions that are missing, for the log.</summary>
    public IReadOnlyList<Exception> Failures => _failures;

    public Coverage Coverage => new()
    {
        Partitions = Count,
        Answered = Count - _missing.Count,
        Missing = [.. _missing.Order()],
    };

    /// <summary>BM25 weights over the whole collection, and its mean passage length.</summary>
    public async Task<(float[] Weights, float AverageLength)> LexicalWeightsAsync(ulong[] terms, int[] multiplicities, CancellationToken deadline)
    {
        var replies = await AskAllAsync((partition, ct) => partition.Statistics(terms, ct), static (_, _) => { }, deadline);
        var sum = Bm25.Sum([.. replies.Select(r => r.Reply)], terms.Length);
        return (Bm25.Weights(sum, multiplicities), Bm25.AverageLength(sum));
    }

    /// <summary>How each partition that answered the last search went about the embeddings.</summary>
    public PartitionSearch[] Searches { get; private set; } = [];

    public async Task<IReadOnlyList<PartitionHits>> SearchAsync(PartitionQuery query, Action<int, PartitionHits> answered, CancellationToken deadline)
    {
        var replies = await AskAllAsync((partition, ct) => partition.Search(query, ct), answered, deadline);
        Searches = [.. replies.Where(r => r.Reply.DenseMethod.Length > 0).OrderBy(r => r.Partition)
            .Select(r => new PartitionSearch { Partition = r.Partition, Method = r.Reply.DenseMethod, Reason = r.Reply.DenseReason })];
        return [.. replies.Select(r => r.Reply)];
    }

    private async Task<List<(int Partition, T Reply)>> AskAllAsync<T>(
        Func<IPartitionGrain, CancellationToken, Task<T>> call, Action<int, T> answered, CancellationToken deadline)
    {
        var replies = new List<(int Partition, T Reply)>(Count);
        var asked = Enumerable.Range(0, Count).Where(p => !_missing.Contains(p))
            .Select(async p => (Partition: p, Reply: await AskAsync(p))).ToList();
        await foreach (var done in Task.WhenEach(asked))
        {
            var (partition, reply) = await done;
            if (reply is null)
            {
                _missing.Add(partition);
            }
            else
            {
                replies.Add((partition, reply));
                answered(partition, reply);
            }
        }

        return replies;

        async Task<T?> AskAsync(int partition)
        {
            try
            {
                // The wait ends with the deadline even where the callee does not hear of it (a silo that hangs).
                return await call(_partitions[partition], deadline).WaitAsync(deadline);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                _failures.Add(e);
                return default;
            }
        }
    }
}
