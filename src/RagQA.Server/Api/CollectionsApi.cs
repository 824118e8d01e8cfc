using RagQA.Client;

namespace RagQA.Server.Api;

/// <summary>Collections.</summary>
internal static class CollectionsApi
{
    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapGet("/collections", async (IRagQAClient client, CancellationToken ct)
            => TypedResults.Ok(await client.ListCollectionsAsync(Principal.Local, ct))).WithSummary("All collections.");
        v1.MapGet("/collections/{collection}", async (string collection, IRagQAClient client, CancellationToken ct)
            => TypedResults.Ok(await client.GetCollectionAsync(collection, Principal.Local, ct))).ProducesProblem(404).WithSummary("One collection.");
        v1.MapPut("/collections/{collection}", async (string collection, CollectionInput body, IRagQAClient client, CancellationToken ct)
            => TypedResults.Ok(await client.PutCollectionAsync(collection, body, Principal.Local, ct))).ProducesProblem(400).ProducesProblem(409).WithSummary("Makes a collection.");
        v1.MapDelete("/collections/{collection}", async (string collection, IRagQAClient client, CancellationToken ct) =>
        {
            await client.DeleteCollectionAsync(collection, Principal.Local, ct);
            return TypedResults.NoContent();
        }).ProducesProblem(404).WithSummary("Deletes a collection with all its documents.");
    }
}
