using System.Threading.Channels;
using RagQA.Corpus;
using RagQA.Storage;

namespace RagQA.Grains.Ingestion;

/// <summary>
/// The work of one job from start or resumption to its end: one reader of files feeds a few takers of documents. A resumed
/// job goes over its files again: what it has handled already is skipped by its content, and what is there already is
/// recognised by the store and costs no encoding.
/// </summary>
internal sealed class IngestionWork
{
    /// <summary>Documents in flight: enough to keep the encoder busy while others are being committed.</summary>
    private const int Takers = 3;

    /// <summary>Tries of a document while something is busy or loading, before the job as a whole gives up.</summary>
    private const int Tries = 6;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);

    private readonly IngestionJob _job;
    private readonly IDocumentStore _store;
    private readonly IFileParser _parser;
    private readonly DocumentIntake _intake;
    private readonly TimeProvider _time;
    private readonly IngestionCounts _counts = new();
    private readonly IngestionRecord _record;
    private readonly long _started;

    public IngestionWork(IngestionJob job, IDocumentStore store, IFileParser parser, DocumentIntake intake, TimeProvider time)
    {
        _job = job;
        _store = store;
        _parser = parser;
        _intake = intake;
        _time = time;
        _started = time.GetTimestamp();
        _record = new IngestionRecord(job, store, time, () => Job(IngestionState.Running, reason: null));
    }

    public IngestionStatus Status(IngestionState state) => _counts.Apply(
        new IngestionStatus { Id = _job.Id, Collection = _job.Collection, Paths = [.. _job.Paths], State = state }, _time.GetElapsedTime(_started));

    /// <summary>The job with its counts, to be stored.</summary>
    public IngestionJob Job(IngestionState state, string? reason)
    {
        var status = Status(state);
        return _job with
        {
            State = state,
            Reason = reason,
            Documents = status.Documents,
            Done = status.Done,
            Unchanged = status.Unchanged,
            Failed = status.Failed,
            Passages = status.Passages,
            Revision = status.Revision,
        };
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var handled = (await _store.ListJobItemsAsync(_job.Id, cancellationToken: cancellationToken))
            .Where(i => i.Outcome != IngestionOutcome.Failed).ToDictionary(i => i.Document, StringComparer.Ordinal);
        var queue = Channel.CreateBounded<FoundDocument>(new BoundedChannelOptions(Takers * 4) { SingleWriter = true });
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var finding = Guarded(() => FindAsync(queue.Writer, failed.Token), failed);
            var taking = Enumerable.Range(0, Takers).Select(_ => Guarded(() => TakeAsync(queue.Reader, handled, failed.Token), failed));
            await Task.WhenAll([finding, .. taking]);
        }
        finally
        {
            // Also when it was paused: the next run skips what this one did.
            await _record.WriteAsync(CancellationToken.None);
        }
    }

    /// <summary>A fault of one part stops the others, so that the job ends with that fault and not with a hang.</summary>
    private static async Task Guarded(Func<Task> part, CancellationTokenSource failed)
    {
        try
        {
            await Task.Run(part);
        }
        catch
        {
            await failed.CancelAsync();
            throw;
        }
    }

    private async Task FindAsync(ChannelWriter<FoundDocument> queue, CancellationToken cancellationToken)
    {
        // 1 How much there is, for the time left: sizes only, no content.
        foreach (var file in Files())
        {
            cancellationToken.ThrowIfCancellationRequested();
            _counts.Expect(SizeOf(file));
        }

        // 2 The documents.
        foreach (var file in Files())
        {
            var (documents, failures) = await file.LoadAsync(_parser, cancellationToken);
            var share = SizeOf(file) / Math.Max(1, documents.Count + failures.Count);
            foreach (var failure in failures)
            {
                _counts.Found();
                await FailAsync(failure.Document, contentHash: null, failure.Reason, share, cancellationToken);
            }

            foreach (var (id, document) in documents)
            {
                _counts.Found();
                await queue.WriteAsync(new FoundDocument(id, document, share), cancellationToken);
            }
        }

        queue.Complete();
    }

    private async Task TakeAsync(ChannelReader<FoundDocument> queue, Dictionary<string, IngestionItem> handled, CancellationToken cancellationToken)
    {
        await foreach (var found in queue.ReadAllAsync(cancellationToken))
        {
            var hash = ContentHash.Of(found.Document);
            if (handled.TryGetValue(found.Id, out var earlier) && earlier.ContentHash == hash)
            {
                _counts.Skipped(earlier, found.Bytes);
                continue;
            }

            try
            {
                var receipt = await PutAsync(found, cancellationToken);
                _counts.Done(receipt, found.Bytes);
                await _record.AddAsync(
                    new IngestionItem { Document = found.Id, Outcome = OutcomeOf(receipt.State), ContentHash = hash, Passages = receipt.Passages }, cancellationToken);
            }
            catch (RagQAException e) when (!e.IsTransient && e.Kind != FailureKind.NotFound)
            {
                await FailAsync(found.Id, hash, e.Message, found.Bytes, cancellationToken);
            }
        }
    }

    /// <summary>Questions go first: an encoder that is busy with them is waited for, with growing pauses.</summary>
    private async Task<DocumentReceipt> PutAsync(FoundDocument found, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await _intake.PutAsync(_job.CollectionId, found.Id, found.Document, new DocumentAttributes(), cancellationToken);
            }
            catch (RagQAException e) when (e.Kind == FailureKind.Busy && attempt < Tries)
            {
                await Task.Delay(FirstDelay * (1 << attempt), _time, cancellationToken);
            }
        }
    }

    private Task FailAsync(string document, string? contentHash, string reason, long bytes, CancellationToken cancellationToken)
    {
        _intake.Failed();
        _counts.Failed(document, reason, bytes);
        return _record.AddAsync(
            new IngestionItem { Document = document, Outcome = IngestionOutcome.Failed, ContentHash = contentHash, Reason = reason }, cancellationToken);
    }

    private IEnumerable<FolderFile> Files() => _job.Paths.SelectMany(FolderReader.Read);

    /// <summary>Bytes of a file that is going to be read; a file that went away meanwhile has none.</summary>
    private static long SizeOf(FolderFile file) => file.Failure is null && new FileInfo(file.Path) is { Exists: true } found ? found.Length : 0;

    private static IngestionOutcome OutcomeOf(DocumentState state) => state switch
    {
        DocumentState.Added => IngestionOutcome.Added,
        DocumentState.Updated => IngestionOutcome.Updated,
        _ => IngestionOutcome.Unchanged,
    };

    private sealed record FoundDocument(string Id, ParsedDocument Document, long Bytes);
}
