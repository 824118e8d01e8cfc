using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagQA.Grains.Generations;
using RagQA.Grains.Retrieval;
using RagQA.Inference;
using RagQA.Storage;

namespace RagQA.Grains.Partitions;

/// <summary>
/// Holds the partition indexes of one silo. Indexes outlive the grain activations that address them and are saved when the
/// silo stops; their files are a cache that is rebuilt from the document store when missing or wrong. Replicas that are on the
/// same silo, for want of another, share one index.
/// </summary>
internal sealed class IndexHost(
    IDocumentStore store,
    PassageEmbeddings embeddings,
    InferenceModels models,
    IOptions<IndexHostOptions> options,
    TimeProvider time,
    ILogger<IndexHost> logger) : IHostedService, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, HostedPartition> _partitions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task> _leaving = new(StringComparer.Ordinal);
    private readonly SearchScheduler _scheduler = new(options.Value.SearchThreads);
    private readonly IndexMemory _memory = new(options.Value.MemoryBytes);
    private readonly long _started = time.GetTimestamp();

    /// <summary>Bytes of memory that the indexes hold.</summary>
    public long UsedBytes => _memory.Used;

    /// <summary>Bytes of memory that they may hold.</summary>
    public long BudgetBytes => _memory.BudgetBytes;

    /// <summary>Partition grains that are on this silo.</summary>
    public int Attached => Held.Sum(p => p.Attached);

    /// <summary>Those of them whose index is in a state.</summary>
    public int Count(PartitionState state) => Held.Where(p => p.Attached > 0 && p.Status().State == state).Sum(p => p.Attached);

    private HostedPartition[] Held
    {
        get
        {
            lock (_gate)
            {
                return [.. _partitions.Values];
            }
        }
    }

    /// <summary>State of the partitions of a generation that this silo holds.</summary>
    internal PartitionStatus[] Statuses(string collectionId, int generation)
        => [.. Held.Where(p => p.Key.CollectionId == collectionId && p.Key.Generation == generation).Select(p => p.Status())];

    /// <summary>Removes the files of collections and generations that are no more: a stop may have come between the two.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(options.Value.Directory))
        {
            var generations = await store.AllLiveGenerationsAsync(cancellationToken);
            var known = generations.Select(g => FolderOf(g.Id, g.Generation)).Concat(generations.Select(g => Path.Combine(options.Value.Directory, g.Id))).ToHashSet(StringComparer.Ordinal);
            var folders = Directory.GetDirectories(options.Value.Directory);
            foreach (var left in folders.Where(known.Contains).SelectMany(Directory.GetDirectories).Concat(folders).Where(d => !known.Contains(d)))
            {
                Directory.Delete(left, recursive: true);
            }
        }
    }

    /// <summary>Saves what changed since the last save.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var partition in Held)
            {
                await partition.SaveAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            logger.LogWarning("There was no time to save every partition; the next start reads what is missing from the store.");
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var partition in Held)
        {
            await partition.DisposeAsync();
        }

        await Task.WhenAll(_leaving.Values);
    }

    internal HostedPartition Attach(PartitionKey key)
    {
        lock (_gate)
        {
            var partition = Hold(key);
            partition.Attach();
            return partition;
        }
    }

    /// <summary>Loads a partition whose grain is to come, or brings one that is still there up to date.</summary>
    internal async Task PrepareAsync(PartitionKey key, CancellationToken cancellationToken)
    {
        HostedPartition partition;
        lock (_gate)
        {
            partition = Hold(key);
            partition.Touch();
        }

        await partition.CatchUpAsync(await store.GetRevisionAsync(key.CollectionId, cancellationToken), cancellationToken);
    }

    /// <summary>Returns when neither memory nor files of this silo hold anything that was purged from a partition up to a revision.</summary>
    internal async Task EraseAsync(PartitionKey key, long revision, CancellationToken cancellationToken)
    {
        HostedPartition? partition;
        lock (_gate)
        {
            if (!_partitions.TryGetValue(IndexKey(key), out partition) && Directory.Exists(FolderOf(key)))
            {
                // Files of an earlier time, which the sweep has not come to yet.
                Directory.Delete(FolderOf(key), recursive: true);
            }
        }

        await (partition?.EraseAsync(revision, cancellationToken) ?? Task.CompletedTask);
    }

    /// <summary>Gives up everything of a collection that was deleted.</summary>
    internal async Task RetireAsync(string collectionId)
    {
        await Task.WhenAll(Held.Where(p => p.Key.CollectionId == collectionId).Select(ReleaseAsync));
        Delete(Path.Combine(options.Value.Directory, collectionId));
    }

    /// <summary>Gives up everything of a generation that was retired.</summary>
    internal async Task RetireAsync(string collectionId, int generation)
    {
        await Task.WhenAll(Held.Where(p => p.Key.CollectionId == collectionId && p.Key.Generation == generation).Select(ReleaseAsync));
        Delete(FolderOf(collectionId, generation));
    }

    /// <summary>Gives up what no grain has used for a while, in memory and files: it belongs to other silos now.</summary>
    internal async Task SweepAsync()
    {
        await Task.WhenAll(Held.Where(p => p.IsIdleFor(options.Value.Linger)).Select(ReleaseAsync));
        if (time.GetElapsedTime(_started) > options.Value.Linger && Directory.Exists(options.Value.Directory))
        {
            lock (_gate)
            {
                var held = _partitions.Values.Select(p => FolderOf(p.Key)).ToHashSet(StringComparer.Ordinal);
                var folders = Directory.GetDirectories(options.Value.Directory).SelectMany(collection => Directory.GetDirectories(collection)).SelectMany(generation => Directory.GetDirectories(generation));
                foreach (var left in folders.Where(d => !held.Contains(d)))
                {
                    Directory.Delete(left, recursive: true);
                }
            }
        }
    }

    internal async Task ReleaseAsync(HostedPartition partition)
    {
        var key = IndexKey(partition.Key);
        var leaving = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (!_partitions.TryGetValue(key, out var held) || held != partition)
            {
                return;
            }

            _partitions.Remove(key);
            _leaving[key] = leaving.Task;
        }

        try
        {
            await partition.DisposeAsync();
            await partition.DeleteFilesAsync(CancellationToken.None);
        }
        finally
        {
            _leaving.TryRemove(key, out _);
            leaving.SetResult();
        }
    }

    // Called under the lock.
    private HostedPartition Hold(PartitionKey key)
    {
        var name = IndexKey(key);
        if (!_partitions.TryGetValue(name, out var partition))
        {
            // One that is just being given up still deletes its files.
            var before = _leaving.GetValueOrDefault(name, Task.CompletedTask);
            partition = new HostedPartition(key, FolderOf(key), before, store, embeddings, models, options.Value, _scheduler, _memory, time, logger);
            _partitions.Add(name, partition);
        }

        partition.StartLoading();
        return partition;
    }

    private string FolderOf(string collectionId, int generation) => Path.Combine(options.Value.Directory, collectionId, $"g{generation}");

    private string FolderOf(PartitionKey key) => Path.Combine(FolderOf(key.CollectionId, key.Generation), $"p{key.Partition}r0");

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string IndexKey(PartitionKey key) => (key with { Replica = 0 }).ToString();
}
