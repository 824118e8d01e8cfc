using Orleans.Concurrency;
using Orleans.Placement;
using RagQA.Grains.Placement;

namespace RagQA.Grains.Partitions;

/// <summary>
/// A thin address for one partition: the index itself is in the silo's <see cref="IndexHost"/>, so that a re-created
/// activation attaches to it at once and no grain turn does CPU work.
/// </summary>
[GrainType("ragqa-partition"), KeepAlive, Immovable, EvenSpread]
internal sealed class PartitionGrain(IndexHost host) : Grain, IPartitionGrain
{
    /// <summary>How often the change log is looked at without being told: a lost message delays a document by this at most.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    private HostedPartition _partition = null!;
    private IDisposable? _poll;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _partition = host.Attach(PartitionKey.Parse(this.GetPrimaryKeyString()));
        _poll = this.RegisterGrainTimer(
            static (partition, ct) => partition.PollAsync(ct),
            _partition,
            new GrainTimerCreationOptions(PollInterval, PollInterval) { Interleave = true });
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _poll?.Dispose();
        return Task.CompletedTask;
    }

    public Task<LexicalStatistics> Statistics(ulong[] terms, CancellationToken cancellationToken = default)
        => _partition.StatisticsAsync(terms, cancellationToken);

    public Task<PartitionHits> Search(PartitionQuery query, CancellationToken cancellationToken = default)
        => _partition.SearchAsync(query, cancellationToken);

    public Task<PartitionStatus> Status(CancellationToken cancellationToken = default)
        => Task.FromResult(_partition.Status());

    public Task<long> CatchUp(long revision, CancellationToken cancellationToken = default)
        => _partition.CatchUpAsync(revision, cancellationToken);

    public Task Erase(long revision, CancellationToken cancellationToken = default)
        => _partition.EraseAsync(revision, cancellationToken);

    public Task<PartitionReport> Verify(bool repair, CancellationToken cancellationToken = default)
        => _partition.VerifyAsync(repair, cancellationToken);

    public async Task Retire(CancellationToken cancellationToken = default)
    {
        await host.RetireAsync(_partition, cancellationToken);
        DeactivateOnIdle();
    }
}
