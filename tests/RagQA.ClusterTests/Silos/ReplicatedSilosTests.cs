using RagQA.Cli.LocalClusters;

namespace RagQA.ClusterTests.Silos;

/// <summary>Silos that go and come back under questions, with two copies of every partition: no question fails, none misses a partition.</summary>
[Collection("silos")]
public sealed class ReplicatedSilosTests(ReplicatedSilosFixture silos) : IClassFixture<ReplicatedSilosFixture>
{
    private const int Kill = 9;
    private const int Stop = 19;
    private const int Continue = 18;

    [Fact]
    public async Task RollingRestart_UnderQuestions_FailsNone()
    {
        await silos.UntilWholeAsync(0, silos: 3);
        await using var balancer = await LoadBalancer.StartAsync(silos);
        Assert.Equal([0, 1, 2], balancer.Ready);
        using var questions = new QuestionStream(silos, balancer.Choose);
        await questions.AskedAgainAsync(4);
        for (var silo = 0; silo < 3; silo++)
        {
            try
            {
                await silos.EndSiloAsync(silo, Signals.Terminate);
                Assert.DoesNotContain(silo, balancer.Ready);
                await questions.AskedAgainAsync(4);
            }
            finally
            {
                await silos.ReplaceSiloAsync(silo);
            }

            await silos.UntilWholeAsync(silo, silos: 3);
            await questions.AskedAgainAsync(4);
        }

        await questions.StopAsync();
    }

    [Fact]
    public async Task Silo_KilledUnderQuestions_FailsNoneAndReplicationComesBack()
    {
        await silos.UntilWholeAsync(0, silos: 3);
        using var questions = new QuestionStream(silos, 0, 1);
        try
        {
            await silos.EndSiloAsync(2, Kill);
            var status = await silos.UntilWholeAsync(0, silos: 2);
            Assert.All(status.Collections.Single(c => c.Collection == SilosFixture.Collection).Partitions.GroupBy(p => p.Partition), p => Assert.Equal(2, p.Select(r => r.Silo).Distinct().Count()));
            await questions.AskedAgainAsync(4);
            await questions.StopAsync();
        }
        finally
        {
            await silos.ReplaceSiloAsync(2);
        }
    }

    [Fact]
    public async Task Silo_FrozenUnderQuestions_FailsNoneAndIsGivenUp()
    {
        await silos.UntilWholeAsync(0, silos: 3);
        using var questions = new QuestionStream(silos, 0, 1);
        try
        {
            await questions.AskedAgainAsync(QuestionStream.Usual);
            var frozen = silos.Process(2);
            Assert.Equal(0, Signals.Send(frozen, Stop));
            var answered = questions.Answered;
            await silos.UntilSilosAsync(0, silos: 2);
            questions.AssertNobodyWaitedSince(answered);
            await silos.UntilWholeAsync(0, silos: 2);

            // It finds that it was given up and ends, so that a supervisor starts it again.
            Assert.Equal(0, Signals.Send(frozen, Continue));
            await silos.EndedAsync(2);
            await questions.AskedAgainAsync(4);
            await questions.StopAsync();
        }
        finally
        {
            await silos.ReplaceSiloAsync(2);
        }
    }
}
