using RagQA.Grains.Collections;
using RagQA.Grains.Failover;
using RagQA.Index;

namespace RagQA.Grains.Retrieval;

/// <summary>
/// Asks every partition of a collection: first for lexical counts (while the question is being encoded), then for hits.
/// One replica of each is asked, another when that one is slow or fails. A partition of which no replica answers in time is left
/// out and named in the coverage; it never fails the question.
/// </summary>
internal sealed class PartitionFanOut
{
    private readonly IPartitionGrain[][] _partitions;
    private readonly string _generation;
    private readonly HedgedCalls _calls;
    private readonly HashSet<int> _missing = [];
    private readonly List<Exception> _failures = [];

    public PartitionFanOut(IGrainFactory grains, CollectionDescription collection, HedgedCalls calls)
    {
        _partitions = collection.PartitionReplicas(grains);
        _generation = $"{collection.Id}/{collection.Generation}";
        _calls = calls;
    }

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
        var replies = await AskAllAsync("count", (partition, ct) => partition.Statistics(terms, ct), static (_, _) => { }, deadline);
        var sum = Bm25.Sum([.. replies.Select(r => r.Reply)], terms.Length);
        return (Bm25.Weights(sum, multiplicities), Bm25.AverageLength(sum));
    }

    /// <summary>How each partition that answered the last search went about the embeddings.</summary>
    public PartitionSearch[] Searches { get; private set; } = [];

    public async Task<IReadOnlyList<PartitionHits>> SearchAsync(PartitionQuery query, Action<int, PartitionHits> answered, CancellationToken deadline)
    {
        var replies = await AskAllAsync("search", (partition, ct) => partition.Search(query, ct), answered, deadline);
        Searches = [.. replies.Where(r => r.Reply.DenseMethod.Length > 0).OrderBy(r => r.Partition)
            .Select(r => new PartitionSearch { Partition = r.Partition, Method = r.Reply.DenseMethod, Reason = r.Reply.DenseReason })];
        return [.. replies.Select(r => r.Reply)];
    }

    private async Task<List<(int Partition, T Reply)>> AskAllAsync<T>(
        string what, Func<IPartitionGrain, CancellationToken, Task<T>> call, Action<int, T> answered, CancellationToken deadline)
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
                var replicas = _partitions[partition];
                return await _calls.AskAsync($"{_generation}/{partition} {what}", replicas.Length, (r, ct) => call(replicas[r], ct), deadline);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                _failures.Add(e);
                return default;
            }
        }
    }
}
