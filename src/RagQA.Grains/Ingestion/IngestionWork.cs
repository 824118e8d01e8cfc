using System.Security.Cryptography;
using System.Threading.Channels;
using RagQA.Corpus;
using RagQA.Storage;

namespace RagQA.Grains.Ingestion;

/// <summary>
/// The work of one job from start or resumption to its end: one reader of files feeds a few takers of documents. What a
/// document's reason for failing is, is recorded; documents that an earlier run finished with the same content are skipped.
/// </summary>
internal sealed class IngestionWork(IngestionJob job, IDocumentStore store, DocumentIntake intake, TimeProvider time)
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
        var before = (await store.ListJobItemsAsync(job.Id, cancellationToken: cancellationToken))
            .Where(i => i.Outcome != IngestionOutcome.Failed)
            .ToDictionary(i => i.Document, StringComparer.Ordinal);
        var queue = Channel.CreateBounded<Item>(new BoundedChannelOptions(Takers * 4) { SingleWriter = true });
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var finding = Guarded(() => FindAsync(queue.Writer, before, failed.Token), failed);
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

    private async Task FindAsync(ChannelWriter<Item> queue, Dictionary<string, IngestionItem> before, CancellationToken cancellationToken)
    {
        foreach (var root in job.Paths)
        {
            foreach (var file in FolderReader.Read(root))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (file.Failure is { } failure)
                {
                    await FailAsync(file.DocumentId, failure, cancellationToken);
                    continue;
                }

                await FindInFileAsync(file, queue, before, cancellationToken);
            }
        }

        _allFound = true;
        queue.Complete();
    }

    private async Task FindInFileAsync(
        FolderFile file, ChannelWriter<Item> queue, Dictionary<string, IngestionItem> before, CancellationToken cancellationToken)
    {
        ParseResult parsed;
        string hash;
        try
        {
            if (new FileInfo(file.Path).Length > ParsingLimits.MaxFileBytes)
            {
                throw new RagQAException(FailureKind.TooLarge, $"The file is larger than {ParsingLimits.MaxFileBytes >> 20} MiB. Split it.");
            }

            var content = await File.ReadAllBytesAsync(file.Path, cancellationToken);
            hash = Convert.ToHexStringLower(SHA256.HashData(content));
            parsed = DocumentParsers.Parse(file.Path, content);
        }
        catch (Exception e) when (e is RagQAException or IOException or UnauthorizedAccessException)
        {
            await FailAsync(file.DocumentId, e.Message, cancellationToken);
            return;
        }

        foreach (var failure in parsed.Failures)
        {
            await FailAsync($"{file.DocumentId}#{failure.Line}", failure.Reason, cancellationToken);
        }

        foreach (var (document, line) in parsed.Documents.Zip(parsed.Lines))
        {
            var id = file.IdOf(document, line);
            _counts.Found();
            if (before.TryGetValue(id, out var finished) && finished.ContentHash == hash)
            {
                _counts.DoneBefore(finished.Passages);
                continue;
            }

            await queue.WriteAsync(new Item(id, document, file.Attributes, hash), cancellationToken);
        }
    }

    private async Task TakeAsync(ChannelReader<Item> queue, CancellationToken cancellationToken)
    {
        await foreach (var item in queue.ReadAllAsync(cancellationToken))
        {
            try
            {
                var receipt = await intake.PutAsync(job.CollectionId, item.Id, item.Document, item.Attributes, cancellationToken);
                _counts.Done(receipt);
                await store.RecordJobItemAsync(
                    job.Id,
                    new IngestionItem { Document = item.Id, Outcome = Outcome(receipt.State), ContentHash = item.Hash, Passages = receipt.Passages },
                    cancellationToken);
            }
            catch (RagQAException e) when (!e.IsTransient)
            {
                await RecordFailureAsync(item.Id, e.Message, cancellationToken);
            }
        }
    }

    private async Task FailAsync(string document, string reason, CancellationToken cancellationToken)
    {
        _counts.Found();
        await RecordFailureAsync(document, reason, cancellationToken);
    }

    private async Task RecordFailureAsync(string document, string reason, CancellationToken cancellationToken)
    {
        _counts.Failed(document, reason);
        await store.RecordJobItemAsync(
            job.Id, new IngestionItem { Document = document, Outcome = IngestionOutcome.Failed, Reason = reason }, cancellationToken);
    }

    private static IngestionOutcome Outcome(DocumentState state) => state switch
    {
        DocumentState.Added => IngestionOutcome.Added,
        DocumentState.Updated => IngestionOutcome.Updated,
        _ => IngestionOutcome.Unchanged,
    };

    private sealed record Item(string Id, ParsedDocument Document, DocumentAttributes Attributes, string Hash);
}
