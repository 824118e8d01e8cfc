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

    public void Found()
    {
        lock (_lock)
        {
            _documents++;
        }
    }

    public void Done(DocumentReceipt receipt)
    {
        lock (_lock)
        {
            _done++;
            _unchanged += receipt.State == DocumentState.Unchanged ? 1 : 0;
            _passages += receipt.Passages;
            _encoded += receipt.State == DocumentState.Unchanged ? 0 : receipt.Passages;
            _revision = Math.Max(_revision, receipt.Revision);
        }
    }

    public void Failed(string document, string reason)
    {
        lock (_lock)
        {
            _failed++;
            if (_failures.Count < KeptFailures)
            {
                _failures.Add(new IngestionFailure(document, reason));
            }
        }
    }

    public IngestionStatus Apply(IngestionStatus status, TimeSpan elapsed, bool allFound)
    {
        lock (_lock)
        {
            var handled = _done + _failed;
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
                Remaining = allFound && handled > 0 ? elapsed * ((double)(_documents - handled) / handled) : null,
            };
        }
    }
}
