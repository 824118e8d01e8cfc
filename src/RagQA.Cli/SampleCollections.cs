using System.Text.Json;
using RagQA.Client;
using RagQA.Server.Api;

namespace RagQA.Cli;

/// <summary>The sample collections that come with RagQA, described by <c>deploy/sample/collections.json</c>.</summary>
internal sealed record SampleCollection(string Name, string Folder, CollectionKind Kind, string[] ExampleQuestions);

/// <summary>Reads and ingests the sample collections.</summary>
internal static class SampleCollections
{
    public const string ReferenceName = "sample";

    public static SampleCollection[] All()
    {
        var path = Path.Combine(Locations.Sample, "collections.json");
        return JsonSerializer.Deserialize<SampleCollection[]>(File.ReadAllText(path), ApiJson.Options)
            ?? throw new RagQAException(FailureKind.NotFound, $"{path} is empty.");
    }

    /// <summary>Those that the server does not have yet, each made; nothing is ingested twice.</summary>
    public static async Task<IReadOnlyList<IngestionRequest>> MissingAsync(IRagQAClient client, CancellationToken cancellationToken)
    {
        var there = (await client.ListCollectionsAsync(Principal.Local, cancellationToken)).ToDictionary(c => c.Name);
        var missing = new List<IngestionRequest>();
        foreach (var sample in All().Where(s => !there.TryGetValue(s.Name, out var c) || c.Documents == 0))
        {
            await client.PutCollectionAsync(
                sample.Name, new CollectionInput { Kind = sample.Kind, ExampleQuestions = sample.ExampleQuestions }, Principal.Local, cancellationToken);
            missing.Add(new IngestionRequest { Collection = sample.Name, Paths = [Path.Combine(Locations.Sample, sample.Folder)] });
        }

        return missing;
    }
}
