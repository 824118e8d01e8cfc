using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using RagQA.Client;

namespace RagQA.Server.Api;

/// <summary>Bulk jobs and what came of their documents.</summary>
internal static class IngestionsApi
{
    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapPost("/collections/{collection}/ingestions", async (string collection, IngestionBody body, IRagQAClient client, CancellationToken ct) =>
        {
            var status = await client.StartIngestionAsync(new IngestionRequest { Collection = collection, Paths = body.Paths, Principal = Principal.Local }, ct);
            return TypedResults.Accepted($"/v1/ingestions/{status.Id}", status);
        }).ProducesProblem(400).ProducesProblem(404).WithSummary("Starts a bulk job over files and folders on the server's disk.");
        v1.MapGet("/collections/{collection}/quarantine", async (string collection, int? limit, IRagQAClient client, CancellationToken ct)
            => TypedResults.Ok(await client.ListQuarantineAsync(collection, limit ?? 100, Principal.Local, ct)))
            .ProducesProblem(404).WithSummary("Documents that could not go in, and live ones that were flagged.");
        v1.MapGet("/ingestions", async (IRagQAClient client, CancellationToken ct)
            => TypedResults.Ok(await client.ListIngestionsAsync(Principal.Local, ct))).WithSummary("All jobs, the newest first.");
        v1.MapGet("/ingestions/{id:guid}", GetAsync).Produces<IngestionStatus>().ProducesProblem(404)
            .WithSummary("How far a job is. With Accept: text/event-stream an event progress each time that this changes, and at the end an event end.");
        v1.MapGet("/ingestions/{id:guid}/documents", async (Guid id, string? outcome, int? limit, IRagQAClient client, CancellationToken ct)
            => TypedResults.Ok(await client.ListIngestionItemsAsync(id, OutcomeOf(outcome), limit ?? 1000, ct)))
            .ProducesProblem(400).ProducesProblem(404).WithSummary("What came of each document of a job, with the reason where it failed; outcome is added, updated, unchanged or failed.");
        v1.MapPost("/ingestions/{id:guid}/pause", async (Guid id, IRagQAClient client, CancellationToken ct)
            => TypedResults.Ok(await client.PauseIngestionAsync(id, ct))).ProducesProblem(404).ProducesProblem(409).WithSummary("Stops taking further documents until resumed.");
        v1.MapPost("/ingestions/{id:guid}/resume", async (Guid id, IRagQAClient client, CancellationToken ct)
            => TypedResults.Ok(await client.ResumeIngestionAsync(id, ct))).ProducesProblem(404).ProducesProblem(409).WithSummary("Goes on with a paused or interrupted job.");
        v1.MapPost("/ingestions/{id:guid}/cancel", async (Guid id, IRagQAClient client, CancellationToken ct)
            => TypedResults.Ok(await client.CancelIngestionAsync(id, ct))).ProducesProblem(404).ProducesProblem(409).WithSummary("Ends a job; what went in stays.");
    }

    private static IngestionOutcome? OutcomeOf(string? name)
        => name is null ? null
        : Enum.TryParse<IngestionOutcome>(name, ignoreCase: true, out var outcome) && Enum.IsDefined(outcome) ? outcome
        : throw new RagQAException("The outcome is added, updated, unchanged or failed.");

    private static async Task<IResult> GetAsync(Guid id, HttpRequest http, IRagQAClient client, CancellationToken cancellationToken)
    {
        var status = await client.GetIngestionAsync(id, cancellationToken);
        return EventStreams.AreWanted(http)
            ? TypedResults.ServerSentEvents(EventsAsync(client, id, cancellationToken))
            : TypedResults.Ok(status);
    }

    private static async IAsyncEnumerable<SseItem<IngestionStatus>> EventsAsync(
        IRagQAClient client, Guid id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var status in client.WatchIngestionAsync(id, cancellationToken))
        {
            yield return new SseItem<IngestionStatus>(status, status.IsAtRest ? "end" : "progress");
        }
    }
}
