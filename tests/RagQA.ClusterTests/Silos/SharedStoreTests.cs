using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using RagQA.Cli.LocalClusters;
using RagQA.ClusterTests.Cluster;
using RagQA.Server.Hosting;
using RagQA.Tests.Processes;

namespace RagQA.ClusterTests.Silos;

/// <summary>Silos that share one database, and what happens while it or the membership table is away.</summary>
[Collection("silos")]
public sealed class SharedStoreTests(SilosFixture silos) : IClassFixture<SilosFixture>
{
    private const int Stop = 19;
    private const int Continue = 18;
    private const string Readable = "ragqa_membership_readable";

    [Fact]
    public async Task Document_PutThroughOneSilo_IsQuotedByTheOthers()
    {
        Assert.True(SilosFixture.Quotes(await silos.WholeAnswerAsync(1, "amber"), "amber"));
        Assert.True(SilosFixture.Quotes(await silos.WholeAnswerAsync(2, "jade"), "jade"));
    }

    [Fact]
    public async Task Status_OfAWholeCluster_NamesEverySiloAndThePlaceOfEveryPartition()
    {
        await silos.WholeAnswerAsync(0, "amber");
        var (exitCode, output, errors) = await RagQAProcess.RunAsync("cluster", "status", "--json", "--data", silos.Directory);
        Assert.True(exitCode == 0, errors + output);
        var status = JsonNode.Parse(output)!;
        Assert.Equal(["silo-1", "silo-2", "silo-3"], status["silos"]!.AsArray().Select(s => (string)s!["name"]!));
        Assert.All(status["silos"]!.AsArray(), s => Assert.True((bool)s!["isReady"]!));
        Assert.Equal(SilosFixture.Partitions, status["partitions"]!.AsArray().Count);
        Assert.All(status["partitions"]!.AsArray(), p => Assert.Matches("^silo-[123]$", (string)Assert.Single(p!["silos"]!.AsArray())!));
    }

    [Fact]
    public async Task SiloExample_InTheCluster_AsksFromItsOwnGrainAndHoldsNoPartition()
    {
        var (exitCode, output, errors) = await RagQAProcess.RunExampleAsync(
            "RagQA.Client.SiloExample", silos.RedisConnection, $"{FreePorts.Take(1)[0]}", SilosFixture.Collection, Wards.Question("jade"), Wards.Question("olive"));

        Assert.True(exitCode == 0, errors + output);
        Assert.Collection(
            output.Trim().Split('\n'),
            line => Assert.Matches("19 minutes\" .Rules of the jade ward", line),
            line => Assert.Matches("24 minutes\" .Rules of the olive ward", line));
        var status = await silos.UntilWholeAsync(0, silos: 3);
        Assert.Contains(status.Membership, m => m.Name == "checklists");
        Assert.DoesNotContain(status.Silos, s => s.Name == "checklists");
    }

    [Fact]
    public Task Postgres_Stopped_QuestionsAndDocumentsAreRefusedForAWhileThenGoOn() => PostgresAwayAsync(TimeSpan.Zero);

    [Fact, Trait("Suite", "Long")]
    public Task Postgres_StoppedForAMinute_QuestionsAndDocumentsAreRefusedForAWhileThenGoOn() => PostgresAwayAsync(TimeSpan.FromMinutes(1));

    [Fact]
    public Task Redis_Frozen_QuestionsAndDocumentsGoOnAndNobodyIsLost() => RedisAwayAsync(
        TimeSpan.Zero, FreezeRedisAsync, ThawRedisAsync);

    [Fact, Trait("Suite", "Long")]
    public Task Redis_FrozenForAMinute_QuestionsAndDocumentsGoOnAndNobodyIsLost() => RedisAwayAsync(
        TimeSpan.FromMinutes(1), FreezeRedisAsync, ThawRedisAsync);

    [Fact]
    public Task Redis_Killed_QuestionsAndDocumentsGoOnAndNobodyIsLost() => RedisAwayAsync(TimeSpan.Zero, silos.KillRedisAsync, silos.StartRedisAsync);

    private Task FreezeRedisAsync()
    {
        Assert.Equal(0, Signals.Send(silos.RedisProcess, Stop));
        return Task.CompletedTask;
    }

    private Task ThawRedisAsync()
    {
        _ = Signals.Send(silos.RedisProcess, Continue);
        return Task.CompletedTask;
    }

    private async Task PostgresAwayAsync(TimeSpan atLeast)
    {
        await silos.WholeAnswerAsync(0, "blue");
        using var documents = new DocumentStream(silos);
        await documents.AcknowledgedAgainAsync(3);
        await silos.StopPostgresAsync();
        try
        {
            var stopped = Stopwatch.GetTimestamp();

            // Refusals are quick, and too many requests in a second would be refused for another reason.
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
            do
            {
                for (var silo = 0; silo < 3; silo++)
                {
                    using var ask = await silos.AskAsync(silo, "blue");
                    using var put = await silos.PutAsync(silo, Wards.Document("silver", 99));
                    Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (ask.StatusCode, put.StatusCode));
                    Assert.NotNull(ask.Headers.RetryAfter);
                    Assert.NotNull(put.Headers.RetryAfter);
                    Assert.True(SilosFixture.Value(await silos.MetricsAsync(silo), "ragqa_store_failures_total") > 0);
                }
            }
            while (Stopwatch.GetElapsedTime(stopped) < atLeast && await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            await silos.StartPostgresAsync();
        }

        for (var silo = 0; silo < 3; silo++)
        {
            Assert.True(SilosFixture.Quotes(await silos.WholeAnswerAsync(silo, "blue"), "blue"));
        }

        await documents.AcknowledgedAgainAsync(3);
        foreach (var id in await documents.StopAsync())
        {
            Assert.True(await silos.HasAsync(1, id), $"{id} was acknowledged.");
        }

        using var again = await silos.PutAsync(1, Wards.Document("silver", 99), wait: true);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.True(SilosFixture.Quotes(await silos.WholeAnswerAsync(2, "silver"), "silver"));
    }

    private async Task RedisAwayAsync(TimeSpan atLeast, Func<Task> leave, Func<Task> comeBack)
    {
        var before = Members(await silos.UntilWholeAsync(0, silos: 3));
        using var questions = new QuestionStream(silos, 0, 1, 2);
        await leave();
        try
        {
            var away = Stopwatch.GetTimestamp();
            await EverySiloAsync(readable: 0);
            using var put = await silos.PutAsync(1, Wards.Document("bronze", 98), wait: true);
            Assert.Equal(HttpStatusCode.OK, put.StatusCode);
            do
            {
                await questions.AskedAgainAsync(Wards.Colours.Length);
            }
            while (Stopwatch.GetElapsedTime(away) < atLeast);
            await EverySiloAsync(readable: 0);
        }
        finally
        {
            await comeBack();
        }

        await EverySiloAsync(readable: 1);
        await questions.AskedAgainAsync(4);
        await questions.StopAsync();
        Assert.Equal(before, Members(await silos.UntilWholeAsync(0, silos: 3)));
        for (var silo = 0; silo < 3; silo++)
        {
            Assert.True(SilosFixture.Quotes(await silos.WholeAnswerAsync(silo, "bronze"), "bronze"));
        }
    }

    /// <summary>Waits until each silo says so of the membership table; an alert reads it.</summary>
    private async Task EverySiloAsync(double readable)
    {
        for (var silo = 0; silo < 3; silo++)
        {
            await silos.MetricsUntilAsync(silo, metrics => SilosFixture.Value(metrics, Readable) == readable);
        }
    }

    private static string[] Members(ClusterStatus status) => [.. status.Silos.Select(s => s.Silo).Order(StringComparer.Ordinal)];
}
