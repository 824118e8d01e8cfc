using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RagQA.Grains.Retrieval;
using RagQA.Storage;

namespace RagQA.Grains.Partitions;

/// <summary>
/// Holds the partition indexes of one silo. Indexes outlive the grain activations that address them and are saved when the
/// silo stops; their files are a cache that is rebuilt from the document store when missing or wrong.
/// </summary>
public sealed class IndexHost(
    IDocumentStore store,
    PassageEmbeddings embeddings,
    IOptions<IndexHostOptions> options,
    TimeProvider time,
    ILogger<IndexHost> logger) : IHostedService, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, HostedPartition> _partitions = new(StringComparer.Ordinal);
    private readonly SearchScheduler _scheduler = new(options.Value.SearchThreads);

    /// <summary>Removes the files of collections that are no more: a stop may have come between the two.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(options.Value.Directory))
        {
            var known = (await store.ListCollectionsAsync(cancellationToken)).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
            foreach (var left in Directory.GetDirectories(options.Value.Directory).Where(d => !known.Contains(Path.GetFileName(d))))
            {
                Directory.Delete(left, recursive: true);
            }
        }
    }

    /// <summary>Saves what changed since the last save.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var partition in _partitions.Values)
        {
            await partition.SaveAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var partition in _partitions.Values)
        {
            await partition.DisposeAsync();
        }

        _partitions.Clear();
    }

    internal HostedPartition Attach(PartitionKey key)
    {
        var partition = _partitions.GetOrAdd(
            key.ToString(),
            _ => new HostedPartition(key, store, embeddings, options.Value, _scheduler, time, logger));
        partition.StartLoading();
        return partition;
    }

    internal async Task RetireAsync(HostedPartition partition, CancellationToken cancellationToken)
    {
        if (_partitions.TryRemove(partition.Key.ToString(), out _))
        {
            await partition.DisposeAsync();
            await partition.DeleteFilesAsync(cancellationToken);
        }
    }
}
