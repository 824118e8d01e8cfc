using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using RagQA.Grains.Placement;

namespace RagQA.Grains.Partitions;

/// <summary>
/// A thin address for one partition: the index itself is in the silo's <see cref="IndexHost"/>, so that a re-created
/// activation attaches to it at once and no grain turn does CPU work.
/// </summary>
[GrainType("ragqa-partition"), KeepAlive, Immovable, EvenSpread]
internal sealed class PartitionGrain(IndexHost host, ClusterView view) : Grain, IPartitionGrain
{
    /// <summary>How often the change log is looked at without being told: a lost message delays a document by this at most.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    private PartitionKey _key;
    private HostedPartition _partition = null!;
    private IDisposable? _poll;
    private int _staying;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = PartitionKey.Parse(this.GetPrimaryKeyString());
        _partition = host.Attach(_key);
        _poll = this.RegisterGrainTimer(
            static (grain, ct) => grain.PollAsync(ct),
            this,
            new GrainTimerCreationOptions(PollInterval, PollInterval) { Interleave = true });
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _poll?.Dispose();
        _partition.Detach();
        return Task.CompletedTask;
    }

    public Task<LexicalStatistics> Statistics(ulong[] terms, CancellationToken cancellationToken = default)
        => _partition.StatisticsAsync(terms, cancellationToken);

    public Task<PartitionHits> Search(PartitionQuery query, CancellationToken cancellationToken = default)
        => _partition.SearchAsync(query, cancellationToken);

    public Task<PartitionStatus> Status(CancellationToken cancellationToken = default)
        => Task.FromResult(_partition.Status() with { Replica = _key.Replica, Silo = view.Local.Key });

    public Task<long> CatchUp(long revision, CancellationToken cancellationToken = default)
        => StayingAsync(_partition.CatchUpAsync(revision, cancellationToken));

    public Task<PartitionReport> Verify(bool repair, CancellationToken cancellationToken = default)
        => StayingAsync(_partition.VerifyAsync(repair, cancellationToken));

    public Task<bool> Move(string silo, CancellationToken cancellationToken = default)
    {
        if (_staying > 0)
        {
            // Going waits for calls that run, and new ones for the going: no search may wait for a whole verification.
            return Task.FromResult(false);
        }

        RequestContext.Set(IPlacementDirector.PlacementHintKey, SiloAddress.FromParsableString(silo));
        MigrateOnIdle();
        return Task.FromResult(true);
    }

    public async Task Retire(CancellationToken cancellationToken = default)
    {
        await host.ReleaseAsync(_partition);
        DeactivateOnIdle();
    }

    private async Task<T> StayingAsync<T>(Task<T> work)
    {
        _staying++;
        try
        {
            return await work;
        }
        finally
        {
            _staying--;
        }
    }

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        if (!await _partition.PollAsync(cancellationToken))
        {
            await Retire(cancellationToken);
        }
    }
}
