using RagQA.Server.Hosting;

namespace RagQA.Server.Api;

/// <summary>The HTTP API: JSON, problem details (RFC 9457), OpenAPI at <c>/openapi/v1.json</c>.</summary>
internal static class ApiServices
{
    public static void AddRagQAApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(o =>
        {
            ApiJson.Configure(o.SerializerOptions);
            o.SerializerOptions.UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow;
        });
        services.AddProblemDetails(o => o.CustomizeProblemDetails = ProblemHandler.Advise);

        // A body that cannot be read throws, so that ProblemHandler says what to do.
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.AddExceptionHandler<ProblemHandler>();
        ClientLimits.Add(services);
        services.AddOpenApi("v1");
    }

    public static void UseRagQAApi(this WebApplication app)
        => app.UseWhen(
            context => IsApi(context.Request.Path),
            api =>
            {
                api.UseExceptionHandler();
                api.UseStatusCodePages();
                api.UseRateLimiter();
            });

    public static void MapRagQAApi(this WebApplication app)
    {
        var v1 = app.MapGroup("/v1").DisableAntiforgery();
        AnswersApi.Map(v1);
        SearchApi.Map(v1);
        CollectionsApi.Map(v1);
        GenerationsApi.Map(v1);
        DocumentsApi.Map(v1);
        IngestionsApi.Map(v1);
        app.MapOpenApi("/openapi/{documentName}.json");
    }

    public static void MapRagQAHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).DisableHttpMetrics();
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") }).DisableHttpMetrics();
    }

    private static bool IsApi(PathString path)
        => path.StartsWithSegments("/v1") || path.StartsWithSegments("/openapi") || path.StartsWithSegments("/health");
}
