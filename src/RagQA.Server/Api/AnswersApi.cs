using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using RagQA.Client;
using RagQA.Web.History;

namespace RagQA.Server.Api;

/// <summary>Questions and answers.</summary>
internal static class AnswersApi
{
    /// <summary>Largest body of a question: a question has at most 512 characters, so more is a mistake.</summary>
    private const long MaxBodyBytes = 64 << 10;

    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapPost("/collections/{collection}/answers", AskAsync)
            .RequireRateLimiting(ClientLimits.Questions)
            .WithMetadata(new RequestSizeLimit(MaxBodyBytes))
            .Produces<Answer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(429).ProducesProblem(503)
            .WithSummary("Asks a question. With Accept: text/event-stream the events progress, passage, answer and error.");
        v1.MapGet("/answers/{id:guid}", GetAsync)
            .Produces<Answer>().Produces(202).ProducesProblem(404)
            .WithSummary("An answer; 202 while it runs. With Accept: text/event-stream its events from the first on.");
        v1.MapDelete("/answers/{id:guid}", StopAsync).Produces(204).ProducesProblem(404).WithSummary("Stops a running answer.");
    }

    private static async Task<IResult> AskAsync(string collection, AskBody body, HttpRequest http, IRagQAClient client, CancellationToken cancellationToken)
    {
        var request = body.ToRequest(collection);
        if (!EventStreams.AreWanted(http))
        {
            return TypedResults.Ok(await client.AskAsync(request, cancellationToken));
        }

        var id = await client.StartAsync(request, cancellationToken);
        http.HttpContext.Response.Headers.Location = $"/v1/answers/{id}";
        return TypedResults.ServerSentEvents(EventsAsync(client, id, cancellationToken));
    }

    private static async Task<IResult> GetAsync(Guid id, HttpRequest http, IRagQAClient client, IAnswerHistory history, CancellationToken cancellationToken)
    {
        Answer? answer;
        try
        {
            answer = await client.GetAnswerAsync(id, Principal.Local, cancellationToken);
        }
        catch (RagQAException exception) when (exception.Kind == FailureKind.NotFound)
        {
            // Out of memory by now; the history may have it.
            if (await history.FindAsync(id, Principal.Local, cancellationToken) is not { } kept)
            {
                throw;
            }

            return TypedResults.Ok(kept.Answer);
        }

        return EventStreams.AreWanted(http) ? TypedResults.ServerSentEvents(EventsAsync(client, id, cancellationToken))
            : answer is null ? TypedResults.Accepted($"/v1/answers/{id}")
            : TypedResults.Ok(answer);
    }

    private static async Task<IResult> StopAsync(Guid id, IRagQAClient client, CancellationToken cancellationToken)
    {
        await client.StopAsync(id, Principal.Local, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async IAsyncEnumerable<SseItem<object>> EventsAsync(
        IRagQAClient client, Guid id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var next in client.WatchAsync(id, from: 0, Principal.Local, cancellationToken))
        {
            var (name, content) = next.Kind switch
            {
                AnswerEventKind.Progress => ("progress", (object)next.Progress!),
                AnswerEventKind.Passage => ("passage", next.Passage!),
                AnswerEventKind.Answer => ("answer", next.Answer!),
                _ => ("error", new { detail = next.Error }),
            };
            yield return new SseItem<object>(content, name) { EventId = next.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        }
    }
}
