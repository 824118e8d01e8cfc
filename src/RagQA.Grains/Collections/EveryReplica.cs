using RagQA.Grains.Failover;
using RagQA.Grains.Partitions;
using RagQA.Grains.Placement;
using RagQA.Storage;

namespace RagQA.Grains.Collections;

/// <summary>What has to reach every copy of a partition, wherever it is. A silo that goes away meanwhile is asked for no more.</summary>
internal sealed class EveryReplica(IGrainFactory grains, ClusterView view, TimeProvider time)
{
    private const int Tries = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Returns when every replica of every partition has applied the log up to a revision.</summary>
    public Task CatchUpAsync(CollectionDescription collection, long revision, CancellationToken cancellationToken)
        => Task.WhenAll(collection.PartitionReplicas(grains).SelectMany(replicas => replicas)
            .Select(replica => TryAsync(() => replica.CatchUp(revision, cancellationToken), cancellationToken)));

    /// <summary>Returns when no silo holds anything that was purged up to a revision from the partition of a document.</summary>
    public Task EraseAsync(CollectionDescription collection, string documentId, long revision, CancellationToken cancellationToken)
    {
        var partition = new PartitionKey(collection.Id, collection.Generation, PartitionHash.PartitionOf(documentId, collection.Partitions), Replica: 0).ToString();
        return OnEverySiloAsync(silo => silo.Erase(partition, revision, cancellationToken), cancellationToken);
    }

    /// <summary>Gives up all partitions of a collection that was deleted, on every silo.</summary>
    public async Task RetireAsync(CollectionDescription collection, CancellationToken cancellationToken)
    {
        await Task.WhenAll(collection.PartitionReplicas(grains).SelectMany(replicas => replicas)
            .Select(replica => TryAsync(() => replica.Retire(cancellationToken), cancellationToken)));
        await OnEverySiloAsync(silo => silo.Retire(collection.Id, cancellationToken), cancellationToken);
    }

    private Task OnEverySiloAsync(Func<ISiloGrain, Task> call, CancellationToken cancellationToken)
        => Task.WhenAll(view.Active.Select(silo => TryAsync(
            () => view.Active.Contains(silo) ? call(grains.GetGrain<ISiloGrain>(silo.Key)) : Task.CompletedTask, cancellationToken)));

    private async Task TryAsync(Func<Task> call, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await call();
                return;
            }
            catch (Exception e) when (attempt < Tries && RetryableFailure.Is(e, cancellationToken))
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
