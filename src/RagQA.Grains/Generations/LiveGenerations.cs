using RagQA.Storage;

namespace RagQA.Grains.Generations;

/// <summary>
/// A collection as one of its generations has it. Whatever follows from such a description (partitions, embedding of the question,
/// statistics) is of that generation, also when another one becomes active meanwhile.
/// </summary>
internal static class LiveGenerations
{
    public static CollectionDescription At(this CollectionDescription collection, Generation generation)
        => collection with { Generation = generation.Number, Partitions = generation.Partitions, Encoder = generation.Encoder };

    /// <summary>The kept generations of all collections.</summary>
    public static Task<CollectionDescription[]> AllKeptGenerationsAsync(this IDocumentStore store, CancellationToken cancellationToken)
        => OfAllAsync(store, IsKept, cancellationToken);

    /// <summary>The live generations of all collections.</summary>
    public static Task<CollectionDescription[]> AllLiveGenerationsAsync(this IDocumentStore store, CancellationToken cancellationToken)
        => OfAllAsync(store, IsLive, cancellationToken);

    /// <summary>The generations whose partitions follow the documents: the active one and those kept to switch to.</summary>
    public static async Task<CollectionDescription[]> KeptGenerationsAsync(this IDocumentStore store, CollectionDescription collection, CancellationToken cancellationToken)
        => [.. (await store.ListGenerationsAsync(collection.Id, cancellationToken)).Where(IsKept).Select(collection.At)];

    /// <summary>The same and the one that is being built: all that hold something of a document.</summary>
    public static async Task<CollectionDescription[]> LiveGenerationsAsync(this IDocumentStore store, CollectionDescription collection, CancellationToken cancellationToken)
        => [.. (await store.ListGenerationsAsync(collection.Id, cancellationToken)).Where(IsLive).Select(collection.At)];

    private static bool IsKept(Generation generation) => generation.State is GenerationState.Active or GenerationState.Ready;

    private static bool IsLive(Generation generation) => generation.State != GenerationState.Retired;

    private static async Task<CollectionDescription[]> OfAllAsync(IDocumentStore store, Func<Generation, bool> counts, CancellationToken cancellationToken)
    {
        var generations = (await store.ListAllGenerationsAsync(cancellationToken)).Where(g => counts(g.Generation)).ToLookup(g => g.CollectionId, g => g.Generation, StringComparer.Ordinal);
        return [.. (await store.ListCollectionsAsync(cancellationToken)).SelectMany(c => generations[c.Id].Select(c.At))];
    }
}
