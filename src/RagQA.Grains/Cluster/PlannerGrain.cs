using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using RagQA.Grains.Collections;
using RagQA.Grains.Failover;
using RagQA.Grains.Generations;
using RagQA.Grains.Partitions;
using RagQA.Grains.Placement;
using RagQA.Storage;
using Orleans.Runtime;

namespace RagQA.Grains.Cluster;

/// <summary>
/// Keeps replicas where the tables say. A round 1 asks every silo how it is, 2 touches every replica, so that one whose silo is
/// gone comes up again before the next question, and so does every ingestion and building of a generation, 3 has every silo that is to get one load it, one at a time, 4 moves it there.
/// Keeps nothing: on whichever silo it comes up next, its first round finds out again.
/// </summary>
[GrainType("ragqa-planner"), KeepAlive, Reentrant]
internal sealed class PlannerGrain(
    ClusterView view, IDocumentStore store, PlacementTables tables, ReplicationState replication, MembershipReader membershipTable, ILogger<PlannerGrain> logger)
    : Grain, IPlannerGrain, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>A silo that takes longer to say how it is does not get partitions.</summary>
    private static readonly TimeSpan ReportTimeout = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _rounds = new(1, 1);
    private SiloReport[] _reports = [];
    private long _version = -1;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(
            static (planner, ct) => planner.RoundUnlessRunningAsync(ct), this, new GrainTimerCreationOptions(Interval, Interval) { Interleave = true });
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        replication.Forget();
        return Task.CompletedTask;
    }

    public void Dispose() => _rounds.Dispose();

    public Task<SiloReport[]> Ping(CancellationToken cancellationToken = default)
    {
        if (_version != view.Version)
        {
            // Not awaited: who pings only wants it to be up.
            RoundUnlessRunningAsync(CancellationToken.None).Ignore();
        }

        return Task.FromResult(_reports);
    }

    public async Task<int> Settle(CancellationToken cancellationToken = default)
    {
        await _rounds.WaitAsync(cancellationToken);
        return await HeldRoundAsync(cancellationToken);
    }

    public async Task<ClusterStatus> Status(CancellationToken cancellationToken = default)
    {
        var reports = await ReportsAsync(cancellationToken);
        var usable = Usable(view.Active, reports);
        var moves = new List<PlannedMove>();
        var collections = await Task.WhenAll((await store.AllKeptGenerationsAsync(cancellationToken)).Select(async collection =>
        {
            var replicas = await TouchAsync(collection, cancellationToken);
            moves.AddRange(Misplaced(collection, replicas, usable).Select(m => new PlannedMove
            {
                Collection = collection.Name,
                Partition = m.Replica.Partition,
                Replica = m.Replica.Replica,
                From = m.Replica.Silo,
                To = m.Silo.Key,
                MemoryBytes = m.Replica.MemoryBytes,
            }));
            return new CollectionReplicas
            {
                Collection = collection.Name,
                Generation = collection.Generation,
                Replicas = collection.Replicas,
                Partitions = replicas,
                UnderReplicated = UnderReplicated(collection, replicas),
            };
        }));
        var (membership, failure) = await MembershipAsync(cancellationToken);
        return new ClusterStatus
        {
            Silos = reports,
            Collections = collections,
            UnderReplicated = collections.Sum(c => c.UnderReplicated),
            Moves = [.. moves.OrderBy(m => m.Collection, StringComparer.Ordinal).ThenBy(m => m.Partition).ThenBy(m => m.Replica)],
            Membership = membership,
            MembershipFailure = failure,
        };
    }

    private static SiloMember[] Usable(SiloMember[] members, SiloReport[] reports)
        => [.. members.Where(m => reports.Any(r => r.Silo == m.Key && r is { IsAnswering: true, IsDraining: false }))];

    /// <summary>Partitions that are ready on fewer silos than wanted.</summary>
    private static int UnderReplicated(CollectionDescription collection, PartitionStatus[] replicas) => replicas.GroupBy(r => r.Partition).Count(
        p => p.Where(r => r.State == PartitionState.Ready).Select(r => r.Silo).Distinct().Count() < collection.Replicas);

    private async Task<(SiloMembership[] Membership, string? Failure)> MembershipAsync(CancellationToken cancellationToken)
        => await membershipTable.ReadAsync(cancellationToken) is { } hosts
            ? ([.. hosts.Select(Membership).OrderByDescending(m => m.LastSeenAt)], null)
            : ([], "The membership table does not answer.");

    private static SiloMembership Membership(MembershipEntry entry) => new()
    {
        Silo = entry.SiloAddress.ToParsableString(),
        Name = entry.SiloName,
        State = entry.Status switch
        {
            SiloStatus.Active => SiloMembershipState.Active,
            SiloStatus.Created or SiloStatus.Joining => SiloMembershipState.Joining,
            SiloStatus.ShuttingDown or SiloStatus.Stopping => SiloMembershipState.Leaving,
            _ => SiloMembershipState.Left,
        },
        JoinedAt = Utc(entry.StartTime),
        LastSeenAt = Utc(entry.IAmAliveTime),
    };

    private static DateTimeOffset Utc(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Utc);

    private async Task RoundUnlessRunningAsync(CancellationToken cancellationToken)
    {
        if (!await _rounds.WaitAsync(0, cancellationToken))
        {
            return;
        }

        try
        {
            await HeldRoundAsync(cancellationToken);
        }
        catch (RagQAException e)
        {
            logger.LogWarning("Partitions were not looked after: {Reason}", e.Message);
        }
    }

    private async Task<int> HeldRoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RoundAsync(cancellationToken);
        }
        finally
        {
            _rounds.Release();
        }
    }

    private async Task<int> RoundAsync(CancellationToken cancellationToken)
    {
        // 1 Silos.
        _version = view.Version;
        var members = view.Active;
        _reports = await ReportsAsync(cancellationToken);
        var usable = Usable(members, _reports);

        if (!view.IsShared)
        {
            // A silo by itself has everything, loads what is asked for, and went on with its ingestions when it started.
            replication.Found((await store.ListCollectionsAsync(cancellationToken)).Where(c => c.Replicas > 1).Sum(c => c.Partitions));
            return 0;
        }

        await ContinueIngestionsAsync(cancellationToken);
        await ContinueGenerationsAsync(cancellationToken);

        // 2 Replicas.
        var misplaced = new List<(PartitionKey Key, SiloMember Silo)>();
        var underReplicated = 0;
        foreach (var collection in await store.AllKeptGenerationsAsync(cancellationToken))
        {
            var replicas = await TouchAsync(collection, cancellationToken);
            underReplicated += UnderReplicated(collection, replicas);
            misplaced.AddRange(Misplaced(collection, replicas, usable).Select(
                m => (new PartitionKey(collection.Id, collection.Generation, m.Replica.Partition, m.Replica.Replica), m.Silo)));
        }

        replication.Found(underReplicated);

        // 3, 4 Loading takes the time, so silos load side by side and none loads two at once.
        var moved = await Task.WhenAll(misplaced.GroupBy(m => m.Silo).Select(async silo =>
        {
            var done = 0;
            foreach (var (key, _) in silo)
            {
                done += _version == view.Version && await MoveAsync(key, silo.Key, cancellationToken) ? 1 : 0;
            }

            return done;
        }));
        return misplaced.Count - moved.Sum();
    }

    private (PartitionStatus Replica, SiloMember Silo)[] Misplaced(CollectionDescription collection, PartitionStatus[] replicas, SiloMember[] usable) =>
    [
        .. replicas
            .Where(r => r.Silo.Length > 0 && usable.Length > 0)
            .Select(r => (Replica: r, Silo: tables.SiloOf(collection, r.Partition, r.Replica, usable)))
            .Where(r => r.Silo.Key != r.Replica.Silo),
    ];

    /// <summary>A job whose silo is gone goes on elsewhere; one that runs is not disturbed. In every round: a silo that has just gone is not yet forgotten everywhere.</summary>
    private async Task ContinueIngestionsAsync(CancellationToken cancellationToken)
    {
        foreach (var job in await store.ListJobsAsync(IngestionState.Running, cancellationToken))
        {
            try
            {
                await GrainFactory.GetGrain<IIngestionGrain>(job.Id).GoOn(cancellationToken);
            }
            catch (Exception e) when (e is RagQAException || RetryableFailure.Is(e, cancellationToken))
            {
                // The next round tries again.
                logger.LogInformation("Ingestion {Job} does not go on yet: {Reason}", job.Id, e.Message);
            }
        }
    }

    private async Task ContinueGenerationsAsync(CancellationToken cancellationToken)
    {
        foreach (var collection in await store.ListBuildingAsync(cancellationToken))
        {
            try
            {
                await GrainFactory.GetGrain<IGenerationsGrain>(collection).GoOn(cancellationToken);
            }
            catch (Exception e) when (e is RagQAException || RetryableFailure.Is(e, cancellationToken))
            {
                // The next round tries again.
                logger.LogInformation("The generation of {Collection} that is being built does not go on yet: {Reason}", collection, e.Message);
            }
        }
    }

    private async Task<bool> MoveAsync(PartitionKey key, SiloMember silo, CancellationToken cancellationToken)
    {
        try
        {
            await GrainFactory.GetGrain<ISiloGrain>(silo.Key).Prepare(key.ToString(), cancellationToken);
            var partition = GrainFactory.GetGrain<IPartitionGrain>(key.ToString());
            if (!await partition.Move(silo.Key, cancellationToken))
            {
                return false;
            }

            // Answered where it is by then.
            return (await partition.Status(cancellationToken)).Silo == silo.Key;
        }
        catch (Exception e) when (e is RagQAException || RetryableFailure.Is(e, cancellationToken))
        {
            logger.LogWarning("Partition {Partition} stays where it is for now: {Reason}", key, e.Message);
            return false;
        }
    }

    /// <summary>The state of every replica; one whose silo does not answer is reported as failed, without a silo.</summary>
    private Task<PartitionStatus[]> TouchAsync(CollectionDescription collection, CancellationToken cancellationToken)
        => Task.WhenAll(collection.PartitionReplicas(GrainFactory).SelectMany((replicas, p) => replicas.Select(async (grain, r) =>
        {
            try
            {
                return await grain.Status(cancellationToken).WaitAsync(ReportTimeout, cancellationToken);
            }
            catch (Exception e) when (e is RagQAException || RetryableFailure.Is(e, cancellationToken))
            {
                return new PartitionStatus { Partition = p, Replica = r, State = PartitionState.Failed, Reason = "Its silo does not answer." };
            }
        })));

    private Task<SiloReport[]> ReportsAsync(CancellationToken cancellationToken)
        => Task.WhenAll(view.Active.OrderBy(m => m.Name, StringComparer.Ordinal).Select(async member =>
        {
            try
            {
                return await GrainFactory.GetGrain<ISiloGrain>(member.Key).Report(cancellationToken).WaitAsync(ReportTimeout, cancellationToken);
            }
            catch (Exception e) when (RetryableFailure.Is(e, cancellationToken))
            {
                return new SiloReport { Silo = member.Key, Name = member.Name };
            }
        }));
}
