using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace RagQA.Web;

/// <summary>Registration of the web page.</summary>
public static class RagQAWebServices
{
    /// <summary>Registers components, options and, unless the host has its own, the local principal. Needs <c>IRagQAClient</c>.</summary>
    public static IServiceCollection AddRagQAWeb(this IServiceCollection services, Action<RagQAWebOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<RagQAWebOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddScoped<ICurrentPrincipal, LocalPrincipal>();
        services.AddAntiforgery();
        services.AddRazorComponents().AddInteractiveServerComponents();
        return services;
    }
}
