using RagQA.Client;

namespace RagQA.Server.Api;

/// <summary>Bulk jobs.</summary>
internal static class IngestionsApi
{
    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapPost("/collections/{collection}/ingestions", async (string collection, IngestionBody body, IRagQAClient client, CancellationToken ct) =>
        {
            var status = await client.StartIngestionAsync(new IngestionRequest { Collection = collection, Paths = body.Paths, Principal = Principal.Local }, ct);
            return TypedResults.Accepted($"/v1/ingestions/{status.Id}", status);
        }).ProducesProblem(400).ProducesProblem(404).WithSummary("Starts a bulk job over files and folders on the server's disk.");
        v1.MapGet("/ingestions/{id:guid}", async (Guid id, IRagQAClient client, CancellationToken ct)
            => TypedResults.Ok(await client.GetIngestionAsync(id, ct))).ProducesProblem(404).WithSummary("How far a job is.");
        v1.MapPost("/ingestions/{id:guid}/pause", async (Guid id, IRagQAClient client, CancellationToken ct)
            => TypedResults.Ok(await client.PauseIngestionAsync(id, ct))).ProducesProblem(404).WithSummary("Stops taking further documents until resumed.");
        v1.MapPost("/ingestions/{id:guid}/resume", async (Guid id, IRagQAClient client, CancellationToken ct)
            => TypedResults.Ok(await client.ResumeIngestionAsync(id, ct))).ProducesProblem(404).WithSummary("Goes on with a paused or interrupted job.");
        v1.MapPost("/ingestions/{id:guid}/cancel", async (Guid id, IRagQAClient client, CancellationToken ct)
            => TypedResults.Ok(await client.CancelIngestionAsync(id, ct))).ProducesProblem(404).WithSummary("Ends a job; what went in stays.");
    }
}
