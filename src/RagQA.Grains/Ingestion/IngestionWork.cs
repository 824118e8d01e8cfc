using System.Threading.Channels;
using RagQA.Corpus;
using RagQA.Storage;

namespace RagQA.Grains.Ingestion;

/// <summary>
/// The work of one job from start or resumption to its end: one reader of files feeds a few takers of documents. A resumed
/// job goes over its files again: what is there already is recognised by its content and costs no encoding.
/// </summary>
internal sealed class IngestionWork(IngestionJob job, IDocumentStore store, IFileParser parser, DocumentIntake intake, TimeProvider time)
{
    /// <summary>Documents in flight: enough to keep the encoder busy while others are being committed.</summary>
    private const int Takers = 3;

    private readonly IngestionCounts _counts = new();
    private readonly long _started = time.GetTimestamp();
    private volatile bool _allFound;

    public IngestionStatus Status(IngestionState state) => _counts.Apply(
        new IngestionStatus { Id = job.Id, Collection = job.Collection, State = state }, time.GetElapsedTime(_started), _allFound);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var queue = Channel.CreateBounded<NamedDocument>(new BoundedChannelOptions(Takers * 4) { SingleWriter = true });
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var finding = Guarded(() => FindAsync(queue.Writer, failed.Token), failed);
        var taking = Enumerable.Range(0, Takers).Select(_ => Guarded(() => TakeAsync(queue.Reader, failed.Token), failed));
        await Task.WhenAll([finding, .. taking]);
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

    private async Task FindAsync(ChannelWriter<NamedDocument> queue, CancellationToken cancellationToken)
    {
        foreach (var file in job.Paths.SelectMany(FolderReader.Read))
        {
            var (documents, failures) = await file.LoadAsync(parser, cancellationToken);
            foreach (var failure in failures)
            {
                _counts.Found();
                await FailAsync(failure.Document, failure.Reason, cancellationToken);
            }

            foreach (var document in documents)
            {
                _counts.Found();
                await queue.WriteAsync(document, cancellationToken);
            }
        }

        _allFound = true;
        queue.Complete();
    }

    private async Task TakeAsync(ChannelReader<NamedDocument> queue, CancellationToken cancellationToken)
    {
        await foreach (var (id, document) in queue.ReadAllAsync(cancellationToken))
        {
            try
            {
                _counts.Done(await intake.PutAsync(job.CollectionId, id, document, new DocumentAttributes(), cancellationToken));
            }
            catch (RagQAException e) when (!e.IsTransient)
            {
                await FailAsync(id, e.Message, cancellationToken);
            }
        }
    }

    private Task FailAsync(string document, string reason, CancellationToken cancellationToken)
    {
        _counts.Failed(document, reason);
        return store.RecordJobItemAsync(
            job.Id, new IngestionItem { Document = document, Outcome = IngestionOutcome.Failed, Reason = reason }, cancellationToken);
    }
}
