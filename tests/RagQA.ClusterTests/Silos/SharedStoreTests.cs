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
        var configuration = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(silos.Directory, "silo-1.json"), TestContext.Current.CancellationToken))!;
        var (exitCode, output, errors) = await RagQAProcess.RunExampleAsync(
            "RagQA.Client.SiloExample", (string)configuration["RagQA"]!["Cluster"]!["Redis"]!, $"{FreePorts.Take(1)[0]}", SilosFixture.Collection, Wards.Question("jade"), Wards.Question("olive"));

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
    public async Task Postgres_Stopped_QuestionsAndDocumentsAreRefusedForAWhileThenGoOn()
    {
        await silos.WholeAnswerAsync(0, "blue");
        await silos.StopPostgresAsync();
        for (var silo = 0; silo < 3; silo++)
        {
            using var ask = await silos.AskAsync(silo, "blue");
            using var put = await silos.PutAsync(silo, Wards.Document("silver", 99));
            Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (ask.StatusCode, put.StatusCode));
            Assert.NotNull(ask.Headers.RetryAfter);
            Assert.NotNull(put.Headers.RetryAfter);
            Assert.True(SilosFixture.Value(await silos.MetricsAsync(silo), "ragqa_store_failures_total") > 0);
        }

        await silos.StartPostgresAsync();
        for (var silo = 0; silo < 3; silo++)
        {
            Assert.True(SilosFixture.Quotes(await silos.WholeAnswerAsync(silo, "blue"), "blue"));
        }

        using var again = await silos.PutAsync(1, Wards.Document("silver", 99), wait: true);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.True(SilosFixture.Quotes(await silos.WholeAnswerAsync(2, "silver"), "silver"));
    }

    [Fact]
    public async Task Redis_Frozen_QuestionsGoOn()
    {
        Assert.Equal(0, Signals.Send(silos.State.Redis, Stop));
        try
        {
            foreach (var colour in Wards.Colours)
            {
                Assert.True(SilosFixture.Quotes(await silos.WholeAnswerAsync(colour.Length % 3, colour), colour));
            }

            await silos.MetricsUntilAsync(1, metrics => SilosFixture.Value(metrics, Readable) == 0);
        }
        finally
        {
            _ = Signals.Send(silos.State.Redis, Continue);
        }

        await silos.MetricsUntilAsync(1, metrics => SilosFixture.Value(metrics, Readable) == 1);

        Assert.True(SilosFixture.Quotes(await silos.WholeAnswerAsync(0, "coral"), "coral"));
    }
}
