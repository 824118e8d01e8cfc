using RagQA.Cli.Evaluation;
using RagQA.ClusterTests.Cluster;
using RagQA.Corpus;
using RagQA.Tests;

namespace RagQA.ClusterTests.Replicas;

/// <summary>What it costs that partitions and models are on several silos: the sample's questions over the sample's documents.</summary>
[Collection(nameof(CostTests)), CollectionDefinition(nameof(CostTests), DisableParallelization = true), Trait("Suite", "Long")]
public sealed class CostTests
{
    private const int Rounds = 10;
    private const int QuestionsPerRound = 8;

    private static readonly GoldSet Sample = GoldSet.Read(RepositoryRoot.Combine("tests", "gold", "sample.json"));

    private readonly List<double> _besideModels = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_OnThreeSilos_TakesLittleMoreProcessorTimeThanOnOne()
    {
        await using var one = await SiloCluster.StartAsync(1);
        await using var three = await SiloCluster.StartAsync(3);
        var (inOne, inThree) = (await FilledAsync(one), await FilledAsync(three));

        // Probes and timers of all run whether questions come or not.
        var (idle, _) = await MeasureAsync(() => Task.Delay(TimeSpan.FromSeconds(10), Ct));
        var (ofOne, ofThree) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var round = 0; round <= Rounds; round++)
        {
            // They take turns: whatever else the machine does falls on both alike. The first round warms both up.
            var (first, second) = (await AskAsync(one, inOne, round), await AskAsync(three, inThree, round));
            (ofOne, ofThree) = round == 0 ? (ofOne, ofThree) : (ofOne + first, ofThree + second);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{ofOne.TotalMilliseconds / Rounds / QuestionsPerRound:F1} ms of a processor per question on 1 silo, {ofThree.TotalMilliseconds / Rounds / QuestionsPerRound:F1} on 3: {ofThree / ofOne:F3} times.");
        Assert.InRange(ofThree / ofOne, 0.5, 1.15);

        // Not asserted, because it is time on a clock: what a question takes beside the models and the store.
        var calls = _besideModels.Order().ElementAt(_besideModels.Count / 2);
        TestContext.Current.TestOutputHelper?.WriteLine($"{calls:F2} ms at p50 on 3 silos for searching and all calls but the encoder's and the reader's.");

        async Task<TimeSpan> AskAsync(SiloCluster cluster, CollectionDescription collection, int round)
        {
            var (asking, took) = await MeasureAsync(() => AskRoundAsync(cluster, collection, round));
            return asking - (idle * (took / TimeSpan.FromSeconds(10)));
        }
    }

    private static async Task<CollectionDescription> FilledAsync(SiloCluster cluster)
    {
        var collection = await cluster.CollectionAsync(new CollectionInput { Partitions = 6 }, [.. Sample.Documents.Select(Document)]);
        await cluster.UntilAsync(s => s.UnderReplicated == 0);
        return collection;
    }

    private static async Task<(TimeSpan Processor, TimeSpan Elapsed)> MeasureAsync(Func<Task> work)
    {
        var (before, started) = (Environment.CpuUsage.TotalTime, TimeProvider.System.GetTimestamp());
        await work();
        return (Environment.CpuUsage.TotalTime - before, TimeProvider.System.GetElapsedTime(started));
    }

    private async Task AskRoundAsync(SiloCluster cluster, CollectionDescription collection, int round)
    {
        for (var i = 0; i < QuestionsPerRound; i++)
        {
            var question = Sample.Questions[((round * QuestionsPerRound) + i) % Sample.Questions.Count].Question;
            var answer = await cluster.Client.AskAsync(new AskRequest { Collection = collection.Name, Question = question, Deadline = TimeSpan.FromMinutes(1) }, Ct);
            Assert.NotEqual(AnswerStatus.Degraded, answer.Status);
            if (cluster.Cluster.Silos.Count == 3 && round > 0)
            {
                var t = answer.Timings;
                _besideModels.Add(t.TotalMs - (t.EncodeMs + t.VerifyMs + t.ReadMs ?? 0));
            }
        }
    }

    private static DocumentInput Document(RetrievalDocument document) => new()
    {
        Id = document.Id,
        Text = document.Text,
        Attributes = new DocumentAttributes { Title = document.Title, Source = "sample" },
    };
}
