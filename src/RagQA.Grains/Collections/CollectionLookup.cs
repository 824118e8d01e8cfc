using RagQA.Storage;

namespace RagQA.Grains;

/// <summary>Finding a collection by its name, or saying which there are.</summary>
internal static class CollectionLookup
{
    public static async Task<CollectionDescription> RequireCollectionAsync(
        this IDocumentStore store, string name, CancellationToken cancellationToken)
    {
        if (await store.GetCollectionAsync(name, cancellationToken) is { } collection)
        {
            return collection;
        }

        var names = (await store.ListCollectionsAsync(cancellationToken)).Select(c => c.Name).ToArray();
        throw new RagQAException(
            FailureKind.NotFound,
            names.Length == 0
                ? "There is no such collection, and none at all yet: ingest some documents first."
                : $"There is no such collection. Those there are: {string.Join(", ", names)}.");
    }
}
