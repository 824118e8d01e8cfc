using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using RagQA.Grains.Generations;
using RagQA.Grains.Partitions;
using RagQA.Storage;

namespace RagQA.Grains.Placement;

/// <summary>Places a partition replica where its generation's <see cref="PlacementTable"/> says, or where the planner moves it.</summary>
internal sealed class EvenSpreadDirector(IDocumentStore store, PlacementTables tables, ClusterView view, ILogger<EvenSpreadDirector> logger) : IPlacementDirector
{
    public async Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        if (IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) is { } hint)
        {
            return hint;
        }

        if (silos.Length == 1)
        {
            return silos[0];
        }

        var key = PartitionKey.Parse(target.GrainIdentity.Key.ToString()!);
        return tables.SiloOf(await CollectionAsync(key), key.Partition, key.Replica, view.Members(silos)).Address;
    }

    private async Task<CollectionDescription> CollectionAsync(PartitionKey key)
    {
        try
        {
            if (await store.GetCollectionByIdAsync(key.CollectionId) is { } collection)
            {
                return (await store.ListGenerationsAsync(key.CollectionId)).FirstOrDefault(g => g.Number == key.Generation) is { } generation
                    ? collection.At(generation)
                    : collection with { Generation = key.Generation };
            }
        }
        catch (RagQAException e)
        {
            logger.LogWarning("Partition {Partition} is placed without the store: {Reason}", key, e.Message);
        }

        return new CollectionDescription { Id = key.CollectionId, Name = "", Kind = CollectionKind.Reference, Partitions = 1, Generation = key.Generation };
    }
}
