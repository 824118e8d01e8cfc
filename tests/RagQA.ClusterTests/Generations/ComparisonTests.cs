using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RagQA.ClusterTests.Cluster;
using RagQA.Storage;
using RagQA.Tests.Inference;

namespace RagQA.ClusterTests.Generations;

/// <summary>What a new generation finds against the active one.</summary>
public sealed class ComparisonTests : IDisposable
{
    private readonly SecondEncoder _second = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _second.Dispose();

    [Fact]
    public async Task Start_WithGoldSet_HasFiguresOfBothWhenReady()
    {
        var gold = Path.Combine(_second.ModelsDirectory, "gold.json");
        await File.WriteAllTextAsync(gold, JsonSerializer.Serialize(new { data = new[] { new { title = "Wards", paragraphs = Wards.Colours.Select(Paragraph) } } }), Ct);
        await using var silos = await SiloCluster.StartAsync(1, models: _second.ModelsDirectory);
        var collection = await silos.CollectionAsync(new CollectionInput { Partitions = 2 }, Wards.All);

        var generation = await silos.Client.StartGenerationAsync(collection.Name, new GenerationRequest { Encoder = SecondEncoder.Name, Gold = gold }, Ct);
        await foreach (var next in silos.Client.WatchGenerationAsync(collection.Name, generation.Number, Ct))
        {
            generation = next;
        }

        Assert.True(generation.State == GenerationState.Ready, generation.Progress?.Reason);
        var comparison = generation.Comparison!;
        Assert.Equal((1, 16, 16, "gold set gold.json"), (comparison.With, comparison.Asked, comparison.Judged, comparison.Questions));
        Assert.InRange(comparison.Overlap!.Value, 0.1, 1);
        Assert.True(comparison.Before!.HitAt5 >= 0.9 && comparison.Before.NdcgAt10 > 0.5, $"{comparison}");
        Assert.InRange(comparison.After!.HitAt20, 0, 1);
        Assert.Equal(1, (await silos.Client.GetCollectionAsync(collection.Name, Principal.Local, Ct)).Generation);
    }

    [Theory]
    [InlineData(32, 32)]
    [InlineData(19, null)]
    public async Task Start_WithoutGoldSet_AsksTheUsersOwnStoredQuestionsWhenThereAreEnough(int stored, int? asked)
    {
        await using var silos = await SiloCluster.StartAsync(1, models: _second.ModelsDirectory);
        var collection = await silos.CollectionAsync(new CollectionInput { Partitions = 2 }, Wards.All);
        var history = silos.Cluster.Silos[0].ServiceProvider.GetRequiredService<IHistoryStore>();
        string[] questions = [.. Wards.Colours.Select(Wards.Question), .. Wards.Colours.Select(c => $"Who keeps the keys of the drug cupboard of the {c} ward?")];
        foreach (var question in questions.Take(stored))
        {
            await history.AddAsync(Entry(Principal.Local.User, collection.Name, question), [], Ct);
        }

        // Asked twice, asked of another collection, and asked by another: none of these counts.
        await history.AddAsync(Entry(Principal.Local.User, collection.Name, questions[0]), [], Ct);
        await history.AddAsync(Entry(Principal.Local.User, "another", "Who waters the plants?"), [], Ct);
        await history.AddAsync(Entry("somebody", collection.Name, "Who feeds the cat?"), [], Ct);

        var generation = await silos.Client.StartGenerationAsync(collection.Name, new GenerationRequest { Encoder = SecondEncoder.Name }, Ct);
        await foreach (var next in silos.Client.WatchGenerationAsync(collection.Name, generation.Number, Ct))
        {
            generation = next;
        }

        Assert.True(generation.State == GenerationState.Ready, generation.Progress?.Reason);
        Assert.Equal(asked, generation.Comparison?.Asked);
        if (generation.Comparison is { } comparison)
        {
            Assert.Equal((1, 0, "stored questions"), (comparison.With, comparison.Judged, comparison.Questions));
            Assert.Null(comparison.Before);
            Assert.InRange(comparison.Overlap!.Value, 0.1, 1);
        }
    }

    [Fact]
    public async Task Start_WithGoldSetForPatients_IsRefusedBecauseItsQuestionsNameNone()
    {
        await using var silos = await SiloCluster.StartAsync(1, models: _second.ModelsDirectory);
        var collection = await silos.CollectionAsync(new CollectionInput { Kind = CollectionKind.Patient });

        var refused = await Assert.ThrowsAsync<RagQAException>(() => silos.Client.StartGenerationAsync(
            collection.Name, new GenerationRequest { Encoder = SecondEncoder.Name, Gold = Path.Combine(_second.ModelsDirectory, "gold.json") }, Ct));

        Assert.Contains("name no patient", refused.Message, StringComparison.Ordinal);
        Assert.Single(await silos.Client.ListGenerationsAsync(collection.Name, Ct));
    }

    private static HistoryEntry Entry(string user, string collection, string question) => new()
    {
        AnswerId = Guid.NewGuid(),
        User = user,
        Collection = collection,
        Question = question,
        Status = AnswerStatus.Answered,
        AnsweredAt = TimeProvider.System.GetUtcNow(),
    };

    private static object Paragraph(string colour, int i)
    {
        var context = Wards.All[i].Text!;
        var answer = $"{10 + i} minutes";
        return new
        {
            context,
            qas = new[] { new { id = colour, question = Wards.Question(colour), answers = new[] { new { text = answer, answer_start = context.IndexOf(answer, StringComparison.Ordinal) } } } },
        };
    }
}
