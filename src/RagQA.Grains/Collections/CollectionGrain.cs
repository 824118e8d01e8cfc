using Orleans.Concurrency;
using RagQA.Grains.Ingestion;
using RagQA.Storage;

namespace RagQA.Grains.Collections;

/// <summary>The documents of one collection, on whichever silo is called: all state is in the document store, and a large document need not travel.</summary>
[GrainType("ragqa-collection"), StatelessWorker, Reentrant]
internal sealed class CollectionGrain(IDocumentStore store, IHistoryStore history, DocumentIntake intake, EveryReplica replicas) : Grain, ICollectionGrain
{
    public async Task<DocumentReceipt> PutDocument(DocumentInput document, bool wait, CancellationToken cancellationToken = default)
    {
        var collection = await DescribeAsync(cancellationToken);
        var receipt = await intake.PutAsync(collection.Id, document, cancellationToken);
        if (wait)
        {
            await replicas.CatchUpKeptAsync(collection, receipt.Revision, cancellationToken);
        }
        else
        {
            // Not awaited: the partitions follow the log by themselves too, so a lost call only delays.
            replicas.CatchUpKeptAsync(collection, receipt.Revision, CancellationToken.None).Ignore();
        }

        return receipt;
    }

    public async Task<DocumentText> GetDocument(string id, Principal principal, CancellationToken cancellationToken = default)
        => await store.GetDocumentAsync(this.GetPrimaryKeyString(), id, cancellationToken) is { } document
            && AccessRule.Allows(principal, document.Document.Attributes.AccessLabels)
            ? document
            : throw NoSuchDocument();

    public async Task<DocumentDescription[]> ListDocuments(string? after, int limit, Principal principal, CancellationToken cancellationToken = default)
    {
        if (limit is < 1 or > 1000)
        {
            throw new RagQAException("The limit must be from 1 to 1000.");
        }

        var documents = await store.ListDocumentsAsync(this.GetPrimaryKeyString(), after, limit, cancellationToken);
        return [.. documents.Where(d => AccessRule.Allows(principal, d.Attributes.AccessLabels))];
    }

    public async Task<DocumentReceipt> DeleteDocument(string id, Principal principal, CancellationToken cancellationToken = default)
    {
        var collection = await DescribeAsync(cancellationToken);
        _ = await GetDocument(id, principal, cancellationToken);
        var receipt = await store.DeleteDocumentAsync(collection.Id, id, cancellationToken);

        // Gone from answers already: each passage is verified against the store. The partitions drop it in their own time.
        replicas.CatchUpKeptAsync(collection, receipt.Revision, CancellationToken.None).Ignore();
        return receipt;
    }

    public async Task<DocumentReceipt> PurgeDocument(string id, Principal principal, CancellationToken cancellationToken = default)
    {
        var collection = await DescribeAsync(cancellationToken);
        if (!principal.SeesEverything)
        {
            _ = await GetDocument(id, principal, cancellationToken);
        }

        try
        {
            var receipt = await store.PurgeDocumentAsync(collection.Id, id, cancellationToken);
            await EraseTracesAsync(collection, id, receipt.Revision);
            return receipt;
        }
        catch (RagQAException e) when (e.Kind == FailureKind.NotFound)
        {
            // An earlier call may have failed after its commit: then this one completes it.
            await EraseTracesAsync(collection, id, collection.Revision);
            throw;
        }
    }

    public Task<QuarantinedDocument[]> Quarantine(int limit, Principal principal, CancellationToken cancellationToken = default)
        => limit is < 1 or > 1000
            ? throw new RagQAException("The limit must be from 1 to 1000.")
            : store.ListQuarantineAsync(this.GetPrimaryKeyString(), principal, limit, cancellationToken);

    public async Task WaitFor(long revision, CancellationToken cancellationToken = default)
    {
        var collection = await DescribeAsync(cancellationToken);
        if (revision > collection.Revision)
        {
            throw new RagQAException($"The collection is at revision {collection.Revision}; {revision} is not there to wait for.");
        }

        await replicas.CatchUpKeptAsync(collection, revision, cancellationToken);
    }

    public async Task<PartitionStatus[]> Partitions(CancellationToken cancellationToken = default)
    {
        var collection = await DescribeAsync(cancellationToken);
        return await Task.WhenAll(collection.PartitionReplicas(GrainFactory).Select(async replicas =>
            (await Task.WhenAll(replicas.Select(r => r.Status(cancellationToken))))
                .MaxBy(s => (s.State == PartitionState.Ready, s.Revision))!));
    }

    // Every silo may have it in memory and in files, the history in answers; half a purge is none.
    private async Task EraseTracesAsync(CollectionDescription collection, string id, long revision)
    {
        await replicas.EraseAsync(collection, id, revision, CancellationToken.None);
        await history.EraseDocumentAsync(collection.Name, id, CancellationToken.None);
    }

    private async Task<CollectionDescription> DescribeAsync(CancellationToken cancellationToken)
        => await store.GetCollectionByIdAsync(this.GetPrimaryKeyString(), cancellationToken)
            ?? throw new RagQAException(FailureKind.NotFound, "The collection was deleted.");

    private static RagQAException NoSuchDocument()
        => new(FailureKind.NotFound, "There is no such document in this collection. List its documents to see their ids.");
}
