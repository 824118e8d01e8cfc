using RagQA.ClusterTests.Cluster;

namespace RagQA.ClusterTests.Replicas;

/// <summary>Where replicas are when silos come and go.</summary>
public sealed class SpreadTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Partitions_OfTwoReplicasOnThreeSilos_AreSpreadEvenlyOnDistinctSilos()
    {
        await using var silos = await SiloCluster.StartAsync(3);
        await silos.CollectionAsync(new CollectionInput { Partitions = 6, Replicas = 2 }, Wards.All);

        var status = await silos.UntilAsync(s => s.UnderReplicated == 0);

        var replicas = Assert.Single(status.Collections).Partitions;
        Assert.Equal(12, replicas.Length);
        Assert.All(replicas.GroupBy(r => r.Partition), p => Assert.Equal(2, p.Select(r => r.Silo).Distinct().Count()));
        Assert.Equal([4, 4, 4], replicas.GroupBy(r => r.Silo).Select(s => s.Count()));
        Assert.Equal(["Silo_0", "Silo_1", "Silo_2"], status.Silos.Select(s => s.Name));
    }

    [Fact]
    public async Task Ask_WhenASiloIsKilled_IsWholeFromTheOtherReplicaAndReplicationComesBack()
    {
        await using var silos = await SiloCluster.StartAsync(3);
        var collection = await silos.CollectionAsync(new CollectionInput { Replicas = 2 }, Wards.All);
        await silos.UntilAsync(s => s.UnderReplicated == 0);

        var asking = AskUntilAsync(silos, collection, out var stop);
        await silos.Cluster.KillSiloAsync(silos.Cluster.Silos[2], Ct);
        var status = await silos.UntilAsync(s => s.Silos.Length == 2 && s.UnderReplicated == 0);
        await stop.CancelAsync();

        var answers = await asking;
        Assert.NotEmpty(answers);
        Assert.All(answers, a => Assert.True(a.Coverage.IsComplete, a.Reason));
        Assert.Equal(2, status.Collections[0].Partitions.Select(p => p.Silo).Distinct().Count());
    }

    [Fact]
    public async Task Ask_WithOneReplicaWhenASiloIsKilled_IsTrueAboutItsCoverageUntilThePartitionIsBack()
    {
        await using var silos = await SiloCluster.StartAsync(3);
        var collection = await silos.CollectionAsync(new CollectionInput { Partitions = 6 }, Wards.All);
        await silos.UntilAsync(s => s.UnderReplicated == 0);

        await silos.Cluster.KillSiloAsync(silos.Cluster.Silos[2], Ct);
        var during = await silos.Client.AskAsync(collection.Name, Wards.Question("jade"), Ct);
        await silos.UntilAsync(s => s.Silos.Length == 2 && s.UnderReplicated == 0);
        var after = await silos.Client.AskAsync(collection.Name, Wards.Question("jade"), Ct);

        Assert.Equal(during.Coverage.Partitions - during.Coverage.Missing.Length, during.Coverage.Answered);
        Assert.Equal(during.Coverage.IsComplete ? AnswerStatus.Answered : AnswerStatus.Degraded, during.Status);
        Assert.Equal(AnswerStatus.Answered, after.Status);
    }

    [Fact]
    public async Task StartSilo_ItsShareIsHandedOverWarmAndQuestionsGoOn()
    {
        await using var silos = await SiloCluster.StartAsync(2);
        var collection = await silos.CollectionAsync(new CollectionInput { Partitions = 6 }, Wards.All);
        await silos.UntilAsync(s => s.UnderReplicated == 0);

        var asking = AskUntilAsync(silos, collection, out var stop);
        await silos.Cluster.StartAdditionalSiloAsync();
        await silos.UntilAsync(s => s.UnderReplicated == 0
            && s.Collections[0].Partitions.GroupBy(p => p.Silo).Select(p => p.Count()).SequenceEqual([2, 2, 2]));
        await stop.CancelAsync();

        Assert.All(await asking, a => Assert.True(a.Coverage.IsComplete, a.Reason));
    }

    [Fact]
    public async Task DrainSilo_GivesUpItsPartitionsAndTakesNoQuestions()
    {
        await using var silos = await SiloCluster.StartAsync(3);
        await silos.CollectionAsync(new CollectionInput { Partitions = 6 }, Wards.All);
        var before = await silos.UntilAsync(s => s.UnderReplicated == 0);
        var drained = before.Silos[1];

        await silos.Client.DrainSiloAsync(drained.Silo, Ct);

        var after = await silos.UntilAsync(s => s.UnderReplicated == 0 && s.Moves.Length == 0 && s.Collections[0].Partitions.All(p => p.Silo != drained.Silo));
        Assert.True(after.Silos.Single(s => s.Silo == drained.Silo).IsDraining);
        Assert.Equal([SiloMembershipState.Active, SiloMembershipState.Active, SiloMembershipState.Active], after.Membership.Select(m => m.State));
        var refused = await Assert.ThrowsAsync<RagQAException>(() => SiloCluster.ClientOf(silos.Cluster.Silos[1]).AskAsync(before.Collections[0].Collection, Wards.Question("jade"), Ct));
        Assert.Equal(FailureKind.Unavailable, refused.Kind);
    }

    [Fact]
    public async Task StopSilo_HandsItsPartitionsOverBeforeItLeaves()
    {
        await using var silos = await SiloCluster.StartAsync(3);
        var collection = await silos.CollectionAsync(new CollectionInput { Partitions = 6 }, Wards.All);
        await silos.UntilAsync(s => s.UnderReplicated == 0);

        var asking = AskUntilAsync(silos, collection, out var stop);
        await silos.Cluster.StopSiloAsync(silos.Cluster.Silos[2], Ct);
        var status = await silos.UntilAsync(s => s.Silos.Length == 2);
        await stop.CancelAsync();

        Assert.Equal(0, status.UnderReplicated);
        Assert.Equal([3, 3], status.Collections[0].Partitions.GroupBy(p => p.Silo).Select(s => s.Count()));
        Assert.All(await asking, a => Assert.True(a.Coverage.IsComplete, a.Reason));
    }

    [Fact]
    public async Task PutCollection_WithMoreReplicas_MakesThemByItself()
    {
        await using var silos = await SiloCluster.StartAsync(2);
        var collection = await silos.CollectionAsync(new CollectionInput { Partitions = 2 }, Wards.All);
        Assert.Equal(1, collection.Replicas);

        await silos.Client.PutCollectionAsync(collection.Name, new CollectionInput { Replicas = 2 }, Principal.Local, Ct);
        var status = await silos.UntilAsync(s => s.UnderReplicated == 0);

        Assert.Equal(4, status.Collections[0].Partitions.Length);
        Assert.All(status.Collections[0].Partitions.GroupBy(p => p.Partition), p => Assert.Equal(2, p.Select(r => (r.Silo, r.Passages)).Distinct().Count()));
        Assert.All(status.Collections[0].Partitions.GroupBy(p => p.Partition), p => Assert.Single(p.Select(r => r.Passages).Distinct()));
    }

    [Fact]
    public async Task Status_WithMoreReplicasThanSilos_CountsThemAsMissing()
    {
        await using var silos = await SiloCluster.StartAsync(2);
        var collection = await silos.CollectionAsync(new CollectionInput { Partitions = 2, Replicas = 3 }, Wards.Document("jade", 19));

        var status = await silos.UntilAsync(s => s.Collections[0].Partitions.All(p => p.State == PartitionState.Ready));

        Assert.Equal(2, status.UnderReplicated);
        Assert.True((await silos.Client.AskAsync(collection.Name, Wards.Question("jade"), Ct)).Coverage.IsComplete);
    }

    private static Task<List<Answer>> AskUntilAsync(SiloCluster silos, CollectionDescription collection, out CancellationTokenSource stop)
    {
        var over = stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        return Task.Run(async () =>
        {
            var answers = new List<Answer>();
            do
            {
                answers.Add(await silos.Client.AskAsync(
                    new AskRequest { Collection = collection.Name, Question = Wards.Question("jade"), Top = 3, Deadline = TimeSpan.FromSeconds(60) }, Ct));
            }
            while (!over.IsCancellationRequested);
            return answers;
        });
    }
}
