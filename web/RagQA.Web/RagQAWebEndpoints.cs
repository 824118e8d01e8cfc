using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RagQA.Web.Hosting;

namespace RagQA.Web;

/// <summary>Puts the web page into a host: <c>UseRagQAWeb</c> after authentication, then <c>MapRagQAWeb</c>.</summary>
public static class RagQAWebEndpoints
{
    /// <summary>
    /// Adds security headers, pages for errors and unknown addresses, and antiforgery. An API beside it answers its own failures,
    /// by an <see cref="IExceptionHandler"/> or within its endpoints; what it lets through becomes the error page.
    /// </summary>
    public static IApplicationBuilder UseRagQAWeb(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var machinePaths = app.ApplicationServices.GetRequiredService<IOptions<RagQAWebOptions>>().Value.MachinePaths.ToArray();

        app.UseResponseCompression();
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            if (IsForMachines(context, machinePaths) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            {
                pages.Enabled = false;
            }

            return next(context);
        });
        app.UseAntiforgery();
        return app;
    }

    /// <summary>Maps pages, the circuit and static files.</summary>
    /// <param name="endpoints">The host.</param>
    /// <param name="staticAssetsManifest">Path of the static asset manifest where it does not carry the application's name (tests), else null.</param>
    public static IEndpointRouteBuilder MapRagQAWeb(this IEndpointRouteBuilder endpoints, string? staticAssetsManifest = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var options = endpoints.ServiceProvider.GetRequiredService<IOptions<RagQAWebOptions>>().Value;
        Downloads.Map(endpoints);
        endpoints.MapStaticAssets(staticAssetsManifest);
        endpoints.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(render => render.ContentSecurityFrameAncestorsPolicy = options.FrameAncestors)
            .WithStaticAssets(staticAssetsManifest);
        return endpoints;
    }

    private static bool IsForMachines(HttpContext context, string[] machinePaths) =>
        machinePaths.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))
        || !context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
