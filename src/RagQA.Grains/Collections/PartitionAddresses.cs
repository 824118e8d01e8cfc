using RagQA.Grains.Partitions;

namespace RagQA.Grains.Collections;

/// <summary>The partition grains of a collection's active generation.</summary>
internal static class PartitionAddresses
{
    public static IPartitionGrain[] PartitionGrains(this CollectionDescription collection, IGrainFactory grains)
        => [.. Enumerable.Range(0, collection.Partitions).Select(p => grains.GetGrain<IPartitionGrain>(
            new PartitionKey(collection.Id, collection.Generation, p, Replica: 0).ToString()))];
}
