using RagQA.Storage;

namespace RagQA.Grains.Ingestion;

/// <summary>
/// Writes down what came of the documents of a job, many in one commit. What a kill takes away of it is only told again: the
/// documents themselves were committed before, and a resumed job finds them unchanged.
/// </summary>
internal sealed class IngestionRecord(IngestionJob job, IDocumentStore store, TimeProvider time, Func<IngestionJob> progress)
{
    private const int MostWaiting = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private List<IngestionItem> _waiting = [];
    private long _written = time.GetTimestamp();

    public Task AddAsync(IngestionItem item, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _waiting.Add(item);
            if (_waiting.Count < MostWaiting && time.GetElapsedTime(_written) < Interval)
            {
                return Task.CompletedTask;
            }
        }

        return WriteAsync(cancellationToken);
    }

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        List<IngestionItem> items;
        lock (_lock)
        {
            (items, _waiting) = (_waiting, []);
            _written = time.GetTimestamp();
        }

        if (items.Count > 0)
        {
            await store.RecordJobItemsAsync(job.Id, items, cancellationToken);
            await store.UpdateJobAsync(progress(), cancellationToken);
        }
    }
}
