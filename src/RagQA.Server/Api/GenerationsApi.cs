using RagQA.Client;

namespace RagQA.Server.Api;

/// <summary>Generations of a collection: building one with another encoder, switching, giving one up.</summary>
internal static class GenerationsApi
{
    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapGet("/collections/{collection}/generations", async (string collection, IRagQAClient client, CancellationToken ct)
            => TypedResults.Ok(await client.ListGenerationsAsync(collection, ct))).ProducesProblem(404).WithSummary("Generations by their numbers, with how far one is that is being built, and how it compared.");
        v1.MapPost("/collections/{collection}/generations", async (string collection, GenerationBody body, IRagQAClient client, CancellationToken ct) =>
        {
            var request = new GenerationRequest { Encoder = body.Encoder, Partitions = body.Partitions, Gold = body.Gold, Principal = Principal.Local };
            var generation = await client.StartGenerationAsync(collection, request, ct);
            return TypedResults.Accepted($"/v1/collections/{collection}/generations", generation);
        }).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).WithSummary("Begins to build a generation with an encoder, in the background; goes on with the same one.");
        v1.MapPost("/collections/{collection}/generations/{number:int}/activate", async (string collection, int number, IRagQAClient client, CancellationToken ct)
            => TypedResults.Ok(await client.ActivateGenerationAsync(collection, number, ct)))
            .ProducesProblem(404).ProducesProblem(409).WithSummary("Answers questions from another generation, from the next question on; also back.");
        v1.MapDelete("/collections/{collection}/generations/{number:int}", async (string collection, int number, IRagQAClient client, CancellationToken ct)
            => TypedResults.Ok(await client.RetireGenerationAsync(collection, number, ct)))
            .ProducesProblem(404).ProducesProblem(409).WithSummary("Gives up a generation that is not active, with its files and embeddings, or stops its building.");
    }
}
