using RagQA.Grains.Partitions;

namespace RagQA.Grains.Collections;

/// <summary>The partition grains of the generation that a description is of.</summary>
internal static class PartitionAddresses
{
    /// <summary>For every partition, its replicas.</summary>
    public static IPartitionGrain[][] PartitionReplicas(this CollectionDescription collection, IGrainFactory grains)
        => [.. Enumerable.Range(0, collection.Partitions).Select(p => Enumerable.Range(0, collection.Replicas)
            .Select(r => grains.GetGrain<IPartitionGrain>(new PartitionKey(collection.Id, collection.Generation, p, r).ToString())).ToArray())];
}
