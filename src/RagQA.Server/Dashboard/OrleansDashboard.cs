using Orleans.Dashboard;
using RagQA.Web;

namespace RagQA.Server.Dashboard;

/// <summary>
/// Orleans' own dashboard, which tells grains and their calls, where the cluster page tells partitions. It has no authorization of its
/// own, so its address is for operators, by the rule of the cluster page.
/// </summary>
internal static class OrleansDashboard
{
    /// <summary>Where it is.</summary>
    public const string Path = "/admin/orleans";

    // It writes styles into elements; all its files come from this server.
    private const string ContentSecurityPolicy =
        "default-src 'self'; base-uri 'self'; object-src 'none'; form-action 'self'; img-src 'self' data:; font-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

    /// <summary>Every silo says how its grains are; without its log, which would show what others asked for.</summary>
    public static void Add(ISiloBuilder silo) => silo.AddDashboard(o => o.HideTrace = true);

    public static void Map(WebApplication app)
    {
        app.UseWhen(context => context.Request.Path.StartsWithSegments(Path), own => own.Use(ForOperatorsAsync));
        app.MapOrleansDashboard(Path);
    }

    /// <summary>Lets operators through.</summary>
    public static async Task ForOperatorsAsync(HttpContext context, RequestDelegate next)
    {
        var principal = await context.RequestServices.GetRequiredService<ICurrentPrincipal>().GetAsync(context.RequestAborted);
        if (!Roles.Holds(principal, Roles.Operator))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync($"This page needs the role {Roles.Operator}, which you do not hold.", context.RequestAborted);
            return;
        }

        context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        await next(context);
    }
}
