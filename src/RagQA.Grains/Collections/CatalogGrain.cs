using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using RagQA.Grains.Cluster;
using RagQA.Grains.Generations;
using RagQA.Grains.Ingestion;
using RagQA.Storage;

namespace RagQA.Grains.Collections;

/// <summary>The collections, straight from the document store; keeps no state of its own.</summary>
[GrainType("ragqa-catalog"), StatelessWorker, Reentrant]
internal sealed class CatalogGrain(IDocumentStore store, IHistoryStore history, EveryReplica replicas, IOptions<ReplicationOptions> options) : Grain, ICatalogGrain
{
    public async Task<CollectionDescription[]> List(Principal principal, CancellationToken cancellationToken = default)
    {
        var collections = await store.ListCollectionsAsync(cancellationToken);
        return await Task.WhenAll(collections.Select(c => AsSeenByAsync(principal, c, cancellationToken)));
    }

    public async Task<CollectionDescription> Get(string name, Principal principal, CancellationToken cancellationToken = default)
        => await AsSeenByAsync(principal, await store.RequireCollectionAsync(name, cancellationToken), cancellationToken);

    public async Task<CollectionDescription> Put(string name, CollectionInput input, Principal principal, CancellationToken cancellationToken = default)
    {
        var isNew = input.Replicas is null && await store.GetCollectionAsync(name, cancellationToken) is null;
        return await store.CreateCollectionAsync(name, isNew ? input with { Replicas = options.Value.Replicas } : input, cancellationToken);
    }

    public async Task<IngestionStatus[]> Ingestions(Principal principal, CancellationToken cancellationToken = default)
        => [.. (await store.ListJobsAsync(cancellationToken: cancellationToken)).Where(j => principal.SeesEverything || j.User == principal.User).Select(j => j.ToStatus())];

    public async Task Delete(string name, Principal principal, CancellationToken cancellationToken = default)
    {
        var collection = await store.RequireCollectionAsync(name, cancellationToken);
        var generations = await store.LiveGenerationsAsync(collection, cancellationToken);
        await store.DeleteCollectionAsync(name, cancellationToken);
        await replicas.RetireAsync(generations, cancellationToken);
        await history.EraseDocumentAsync(name, document: null, CancellationToken.None);
    }

    /// <summary>Who the patients are is told only as far as the caller may see a document of theirs.</summary>
    private async Task<CollectionDescription> AsSeenByAsync(Principal principal, CollectionDescription collection, CancellationToken cancellationToken)
        => collection.Kind == CollectionKind.Reference
            ? collection
            : collection with { Subjects = await store.ListSubjectsAsync(collection.Id, principal, cancellationToken) };
}
