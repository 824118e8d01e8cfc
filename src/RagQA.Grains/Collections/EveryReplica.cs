using RagQA.Grains.Failover;
using RagQA.Grains.Generations;
using RagQA.Grains.Partitions;
using RagQA.Grains.Placement;
using RagQA.Storage;

namespace RagQA.Grains.Collections;

/// <summary>What has to reach every copy of a partition, wherever it is. A silo that goes away meanwhile is asked for no more.</summary>
internal sealed class EveryReplica(IGrainFactory grains, IDocumentStore store, ClusterView view, TimeProvider time)
{
    private const int Tries = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Returns when every replica of every partition of the generations that are active or kept has applied the log up to a revision.</summary>
    /// <remarks>Which these are is looked up now, after the commit that is waited for: one that becomes ready later catches up before it does.</remarks>
    public async Task CatchUpKeptAsync(CollectionDescription collection, long revision, CancellationToken cancellationToken)
        => await Task.WhenAll((await store.KeptGenerationsAsync(collection, cancellationToken)).Select(g => CatchUpAsync(g, revision, cancellationToken)));

    /// <summary>Returns when every replica of every partition of one generation has applied the log up to a revision.</summary>
    public Task CatchUpAsync(CollectionDescription collection, long revision, CancellationToken cancellationToken)
        => Task.WhenAll(collection.PartitionReplicas(grains).SelectMany(replicas => replicas)
            .Select(replica => TryAsync(() => replica.CatchUp(revision, cancellationToken), cancellationToken)));

    /// <summary>Returns when no silo holds anything that was purged up to a revision from the partition of a document.</summary>
    public async Task EraseAsync(CollectionDescription collection, string documentId, long revision, CancellationToken cancellationToken)
    {
        foreach (var generation in await store.LiveGenerationsAsync(collection, cancellationToken))
        {
            var partition = new PartitionKey(collection.Id, generation.Generation, PartitionHash.PartitionOf(documentId, generation.Partitions), Replica: 0).ToString();
            await OnEverySiloAsync(silo => silo.Erase(partition, revision, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Gives up all partitions of a collection that was deleted, on every silo.</summary>
    /// <param name="generations">What it was, as each of its generations had it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task RetireAsync(CollectionDescription[] generations, CancellationToken cancellationToken)
    {
        await Task.WhenAll(generations.Select(g => RetireGrainsAsync(g, cancellationToken)));
        await OnEverySiloAsync(silo => silo.Retire(generations[0].Id, cancellationToken), cancellationToken);
    }

    /// <summary>Gives up all partitions of a generation that was retired, on every silo.</summary>
    public async Task RetireGenerationAsync(CollectionDescription generation, CancellationToken cancellationToken)
    {
        await RetireGrainsAsync(generation, cancellationToken);
        await OnEverySiloAsync(silo => silo.RetireGeneration(generation.Id, generation.Generation, cancellationToken), cancellationToken);
    }

    private Task RetireGrainsAsync(CollectionDescription generation, CancellationToken cancellationToken)
        => Task.WhenAll(generation.PartitionReplicas(grains).SelectMany(replicas => replicas)
            .Select(replica => TryAsync(() => replica.Retire(cancellationToken), cancellationToken)));

    /// <summary>Asks every silo; what fails for a moment is tried again.</summary>
    public Task OnEverySiloAsync(Func<ISiloGrain, Task> call, CancellationToken cancellationToken)
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
