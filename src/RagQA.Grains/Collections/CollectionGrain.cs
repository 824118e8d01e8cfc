using Orleans.Concurrency;
using RagQA.Grains.Ingestion;
using RagQA.Storage;

namespace RagQA.Grains.Collections;

/// <summary>The documents of one collection. All state is in the document store.</summary>
[GrainType("ragqa-collection"), Reentrant]
internal sealed class CollectionGrain(IDocumentStore store, DocumentIntake intake) : Grain, ICollectionGrain
{
    public async Task<DocumentReceipt> PutDocument(DocumentInput document, bool wait, CancellationToken cancellationToken = default)
    {
        var collection = await DescribeAsync(cancellationToken);
        var receipt = await intake.PutAsync(collection.Id, document, cancellationToken);
        if (wait)
        {
            await CatchUpAsync(collection, receipt.Revision, cancellationToken);
        }
        else
        {
            // Not awaited: the partitions follow the log by themselves too, so a lost call only delays.
            CatchUpAsync(collection, receipt.Revision, CancellationToken.None).Ignore();
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

    public Task<DocumentReceipt> DeleteDocument(string id, Principal principal, CancellationToken cancellationToken = default)
        => RemoveAsync(store.DeleteDocumentAsync, id, principal, mustBeLive: true, cancellationToken);

    public Task<DocumentReceipt> PurgeDocument(string id, Principal principal, CancellationToken cancellationToken = default)
        => RemoveAsync(store.PurgeDocumentAsync, id, principal, mustBeLive: false, cancellationToken);

    public async Task<PartitionStatus[]> Partitions(CancellationToken cancellationToken = default)
    {
        var collection = await DescribeAsync(cancellationToken);
        return await Task.WhenAll(collection.PartitionGrains(GrainFactory).Select(p => p.Status(cancellationToken)));
    }

    private async Task<DocumentReceipt> RemoveAsync(
        Func<string, string, CancellationToken, Task<DocumentReceipt>> remove, string id, Principal principal, bool mustBeLive, CancellationToken cancellationToken)
    {
        var collection = await DescribeAsync(cancellationToken);
        if (mustBeLive || !principal.SeesEverything)
        {
            _ = await GetDocument(id, principal, cancellationToken);
        }

        var receipt = await remove(collection.Id, id, cancellationToken);

        // Gone from answers already: each passage is verified against the store. The partitions drop it in their own time.
        CatchUpAsync(collection, receipt.Revision, CancellationToken.None).Ignore();
        return receipt;
    }

    private async Task<CollectionDescription> DescribeAsync(CancellationToken cancellationToken)
        => await store.GetCollectionByIdAsync(this.GetPrimaryKeyString(), cancellationToken)
            ?? throw new RagQAException(FailureKind.NotFound, "The collection was deleted.");

    private Task<long[]> CatchUpAsync(CollectionDescription collection, long revision, CancellationToken cancellationToken)
        => Task.WhenAll(collection.PartitionGrains(GrainFactory).Select(p => p.CatchUp(revision, cancellationToken)));

    private static RagQAException NoSuchDocument()
        => new(FailureKind.NotFound, "There is no such document in this collection. List its documents to see their ids.");
}
