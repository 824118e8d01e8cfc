namespace RagQA.Grains.Ingestion;

/// <summary>Counts of a running job; several documents are in flight at once.</summary>
internal sealed class IngestionCounts
{
    private const int KeptFailures = 100;

    private readonly Lock _lock = new();
    private readonly List<IngestionFailure> _failures = [];
    private int _documents;
    private int _done;
    private int _unchanged;
    private int _passages;
    private int _failed;
    private int _encoded;
    private long _revision;
    private long _expectedBytes;
    private long _handledBytes;
    private long _skippedBytes;

    public void Expect(long bytes)
    {
        lock (_lock)
        {
            _expectedBytes += bytes;
        }
    }

    public void Found()
    {
        lock (_lock)
        {
            _documents++;
        }
    }

    public void Done(DocumentReceipt receipt, long bytes)
    {
        lock (_lock)
        {
            _done++;
            _handledBytes += bytes;
            _unchanged += receipt.State == DocumentState.Unchanged ? 1 : 0;
            _passages += receipt.Passages;
            _encoded += receipt.State == DocumentState.Unchanged ? 0 : receipt.Passages;
            _revision = Math.Max(_revision, receipt.Revision);
        }
    }

    /// <summary>An earlier run of the job has handled it: it counts, but says nothing of the rate.</summary>
    public void Skipped(IngestionItem item, long bytes)
    {
        lock (_lock)
        {
            _done++;
            _skippedBytes += bytes;
            _unchanged += item.Outcome == IngestionOutcome.Unchanged ? 1 : 0;
            _passages += item.Passages;
        }
    }

    public void Failed(string document, string reason, long bytes)
    {
        lock (_lock)
        {
            _failed++;
            _handledBytes += bytes;
            if (_failures.Count < KeptFailures)
            {
                _failures.Add(new IngestionFailure(document, reason));
            }
        }
    }

    public IngestionStatus Apply(IngestionStatus status, TimeSpan elapsed)
    {
        lock (_lock)
        {
            return status with
            {
                Documents = _documents,
                Done = _done,
                Unchanged = _unchanged,
                Failed = _failed,
                Passages = _passages,
                Failures = [.. _failures],
                Revision = _revision,
                PassagesPerSecond = elapsed > TimeSpan.Zero ? _encoded / elapsed.TotalSeconds : 0,
                Remaining = _handledBytes > 0 ? elapsed * ((double)Math.Max(0, _expectedBytes - _handledBytes - _skippedBytes) / _handledBytes) : null,
                HandledBytes = _handledBytes + _skippedBytes,
                ExpectedBytes = _expectedBytes,
            };
        }
    }
}
