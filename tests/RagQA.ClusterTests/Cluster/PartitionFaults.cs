using Orleans;
using RagQA.Grains.Partitions;

namespace RagQA.ClusterTests.Cluster;

/// <summary>Makes chosen partitions of one collection fail or hang, at the door of the real grain.</summary>
public sealed class PartitionFaults : IIncomingGrainCallFilter
{
    private volatile Fault? _fault;

    /// <summary>Faults last until the returned object is disposed.</summary>
    public IDisposable Fail(string collectionId, int partition, int? replica = null) => _fault = new Fault(this, collectionId, partition, replica, hangs: false);

    public IDisposable Hang(string collectionId, int partition, int? replica = null) => _fault = new Fault(this, collectionId, partition, replica, hangs: true);

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (_fault is { } fault && context.Grain is IPartitionGrain && fault.IsFor(PartitionKey.Parse(context.TargetId.Key.ToString()!)))
        {
            await fault.HappenAsync();
        }

        await context.Invoke();
    }

    private sealed class Fault(PartitionFaults owner, string collectionId, int partition, int? replica, bool hangs) : IDisposable
    {
        private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsFor(PartitionKey key) => key.CollectionId == collectionId && key.Partition == partition && key.Replica == (replica ?? key.Replica);

        public Task HappenAsync() => hangs ? _over.Task : throw new InvalidOperationException("This partition was told to fail.");

        public void Dispose()
        {
            owner._fault = null;
            _over.TrySetResult();
        }
    }
}
