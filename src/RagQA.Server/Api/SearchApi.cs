using RagQA.Client;

namespace RagQA.Server.Api;

/// <summary>Passages without reading them.</summary>
internal static class SearchApi
{
    public static void Map(RouteGroupBuilder v1)
        => v1.MapPost("/collections/{collection}/search", SearchAsync)
            .RequireRateLimiting(ClientLimits.Questions)
            .WithMetadata(new RequestSizeLimit(64 << 10))
            .Produces<SearchResult>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(429).ProducesProblem(503)
            .WithSummary("Ranks passages for a query.");

    private static async Task<IResult> SearchAsync(string collection, SearchBody body, IRagQAClient client, CancellationToken cancellationToken)
        => TypedResults.Ok(await client.SearchAsync(
            new SearchRequest
            {
                Collection = collection,
                Query = body.Query,
                Subject = body.Subject,
                Top = body.Top,
                Filter = body.Filter,
                Mode = body.Mode,
                Principal = Principal.Local,
            },
            cancellationToken));
}
