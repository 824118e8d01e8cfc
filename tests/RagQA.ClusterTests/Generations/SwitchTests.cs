using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using RagQA.ClusterTests.Cluster;
using RagQA.Grains.Partitions;
using RagQA.Storage;
using RagQA.Tests.Inference;

namespace RagQA.ClusterTests.Generations;

/// <summary>A second generation with an encoder of its own: switching to it and back.</summary>
public sealed class SwitchTests : IDisposable
{
    private const int Askers = 2;
    private const int Switches = 6;

    private static readonly string[] Asked = ["amber", "jade", "pink"];

    private readonly SecondEncoder _second = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _second.Dispose();

    [Fact]
    public async Task Activate_BackAndForthUnderLoad_NoAnswerMixesTwoGenerations()
    {
        await using var silos = await SiloCluster.StartAsync(2, models: _second.ModelsDirectory);
        var collection = await silos.CollectionAsync(new CollectionInput { Partitions = 2 }, Wards.All);
        await BuiltAsync(silos, collection, partitions: 3);

        // 1 What each generation finds and with which scores, by itself.
        var expected = new Dictionary<(int Generation, string Colour), string>();
        foreach (var generation in new[] { 2, 1 })
        {
            await silos.Client.ActivateGenerationAsync(collection.Name, generation, Ct);
            foreach (var colour in Asked)
            {
                var alone = await AskAsync(silos, collection, colour);
                Assert.Equal(generation, alone.Generation);
                expected[(generation, colour)] = Found(alone);
            }
        }

        Assert.All(Asked, colour => Assert.NotEqual(expected[(1, colour)], expected[(2, colour)]));

        // 2 Questions without end while it is switched: each answer is of one generation through and through.
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, Askers).Select(async asker =>
        {
            var answers = new List<(string Colour, Answer Answer)>();
            for (var i = asker; !stop.IsCancellationRequested; i++)
            {
                var colour = Asked[i % Asked.Length];
                answers.Add((colour, await AskAsync(silos, collection, colour, (asker + i) % 2)));
            }

            return answers;
        }).ToArray();
        for (var i = 0; i < Switches; i++)
        {
            var wanted = 2 - (i % 2);
            await silos.Client.ActivateGenerationAsync(collection.Name, wanted, Ct);
            foreach (var colour in Asked)
            {
                Assert.Equal(wanted, (await AskAsync(silos, collection, colour)).Generation);
            }
        }

        await stop.CancelAsync();
        var all = (await Task.WhenAll(load)).SelectMany(a => a).ToArray();
        Assert.Equal([1, 2], all.Select(a => a.Answer.Generation).Distinct().Order());
        var mixed = all.Count(a => Found(a.Answer) != expected[(a.Answer.Generation, a.Colour)]
            || !a.Answer.Models!.Encoder.EndsWith(a.Answer.Generation == 1 ? _second.FirstHash : _second.Hash, StringComparison.Ordinal)
            || a.Answer.Coverage.Partitions != (a.Answer.Generation == 1 ? 2 : 3));
        TestContext.Current.TestOutputHelper?.WriteLine($"{all.Length} answers over {Switches} switches, {mixed} mixed");
        Assert.Equal(0, mixed);
    }

    [Fact]
    public async Task Activate_Back_FindsThePartitionsLoadedAndWhatWentInMeanwhile()
    {
        await using var silos = await SiloCluster.StartAsync(1, models: _second.ModelsDirectory);
        var collection = await silos.CollectionAsync(new CollectionInput { Partitions = 2 }, Wards.All);
        await BuiltAsync(silos, collection, partitions: 2);
        await silos.Client.ActivateGenerationAsync(collection.Name, 2, Ct);
        await silos.Client.PutDocumentAsync(collection.Name, Wards.Document("teal", 33), wait: true, Ct);
        Assert.Equal("33", (await AskAsync(silos, collection, "teal")).Answers[0].Text.Split(' ').First(w => w.All(char.IsDigit)));

        // The partitions of the generation that was left are in memory and have applied the document.
        var before = Held(silos, collection.Id, 1);
        Assert.Equal(2, before.Length);
        Assert.All(before, p => Assert.Equal((PartitionState.Ready, true), (p.State, p.Revision >= 17)));

        var started = Stopwatch.GetTimestamp();
        await silos.Client.ActivateGenerationAsync(collection.Name, 1, Ct);
        TestContext.Current.TestOutputHelper?.WriteLine($"back after {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms");
        var answer = await AskAsync(silos, collection, "teal");
        Assert.Equal(1, answer.Generation);
        Assert.Contains(answer.Passages, p => p.DocumentId == "teal-ward");
    }

    [Fact]
    public async Task Retire_GenerationNeverActive_LeavesNoFilesAndNoEmbeddingsOfIt()
    {
        await using var silos = await SiloCluster.StartAsync(1, models: _second.ModelsDirectory);
        var collection = await silos.CollectionAsync(new CollectionInput { Partitions = 2 }, Wards.All);
        await BuiltAsync(silos, collection, partitions: 2);
        var silo = silos.Cluster.Silos[0];
        await silo.ServiceProvider.GetRequiredService<IndexHost>().StopAsync(Ct);
        var embeddings = silo.ServiceProvider.GetRequiredService<IEmbeddingStore>();
        Assert.Equal(Wards.All.Length, await embeddings.CountAsync(_second.Hash, Ct));
        Assert.True(Directory.Exists(Path.Combine(silos.IndexDirectory(silo.Name), collection.Id, "g2")));

        Assert.Equal(FailureKind.Conflict, (await Assert.ThrowsAsync<RagQAException>(() => silos.Client.RetireGenerationAsync(collection.Name, 1, Ct))).Kind);
        Assert.Equal(GenerationState.Retired, (await silos.Client.RetireGenerationAsync(collection.Name, 2, Ct)).State);

        Assert.Equal((0, Wards.All.Length), (await embeddings.CountAsync(_second.Hash, Ct), await embeddings.CountAsync(_second.FirstHash, Ct)));
        Assert.False(Directory.Exists(Path.Combine(silos.IndexDirectory(silo.Name), collection.Id, "g2")));
        Assert.Empty(Held(silos, collection.Id, 2));
        Assert.Equal(1, (await AskAsync(silos, collection, "jade")).Generation);
    }

    [Fact]
    public async Task Start_EncoderThatASiloLacks_SaysWhichSiloAndWhere()
    {
        await using var silos = await SiloCluster.StartAsync(1);
        var collection = await silos.CollectionAsync(new CollectionInput { Partitions = 1 }, Wards.Document("jade", 19));
        var failure = await Assert.ThrowsAsync<RagQAException>(() => silos.Client.StartGenerationAsync(collection.Name, new GenerationRequest { Encoder = SecondEncoder.Name }, Ct));
        Assert.Contains(SecondEncoder.Name, failure.Message, StringComparison.Ordinal);
        Assert.Contains("copy its folder there", failure.Message, StringComparison.Ordinal);
        Assert.Single(await silos.Client.ListGenerationsAsync(collection.Name, Ct));
    }

    private static async Task BuiltAsync(SiloCluster silos, CollectionDescription collection, int partitions)
    {
        var started = await silos.Client.StartGenerationAsync(collection.Name, new GenerationRequest { Encoder = SecondEncoder.Name, Partitions = partitions }, Ct);
        var last = started;
        await foreach (var next in silos.Client.WatchGenerationAsync(collection.Name, started.Number, Ct))
        {
            last = next;
        }

        Assert.True(last.State == GenerationState.Ready, last.Progress?.Reason);
    }

    private static Task<Answer> AskAsync(SiloCluster silos, CollectionDescription collection, string colour, int silo = 0)
        => SiloCluster.ClientOf(silos.Cluster.Silos[silo]).AskAsync(
            new AskRequest { Collection = collection.Name, Question = Wards.Question(colour), Deadline = TimeSpan.FromMinutes(1), Top = 3 }, Ct);

    private static string Found(Answer answer)
        => string.Join(' ', answer.Passages.Select(p => FormattableString.Invariant($"{p.PassageId}:{p.DenseScore:0.00000}")));

    private static PartitionStatus[] Held(SiloCluster silos, string collection, int generation)
        => silos.Cluster.Silos.SelectMany(s => s.ServiceProvider.GetRequiredService<IndexHost>().Statuses(collection, generation)).ToArray();
}
