using Orleans.Concurrency;
using RagQA.Storage;

namespace RagQA.Grains.Collections;

/// <summary>The collections, straight from the document store; keeps no state of its own.</summary>
[GrainType("ragqa-catalog"), StatelessWorker, Reentrant]
internal sealed class CatalogGrain(IDocumentStore store, IGrainFactory grains) : Grain, ICatalogGrain
{
    public async Task<CollectionDescription[]> List(Principal principal, CancellationToken cancellationToken = default)
        => [.. await store.ListCollectionsAsync(cancellationToken)];

    public Task<CollectionDescription> Get(string name, Principal principal, CancellationToken cancellationToken = default)
        => store.RequireCollectionAsync(name, cancellationToken);

    public Task<CollectionDescription> Put(string name, CollectionInput input, Principal principal, CancellationToken cancellationToken = default)
        => store.CreateCollectionAsync(name, input, cancellationToken);

    public async Task Delete(string name, Principal principal, CancellationToken cancellationToken = default)
    {
        var collection = await store.RequireCollectionAsync(name, cancellationToken);
        await store.DeleteCollectionAsync(name, cancellationToken);
        await Task.WhenAll(collection.PartitionGrains(grains).Select(p => p.Retire(cancellationToken)));
    }
}
