using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RagQA.Web.History;

namespace RagQA.Web;

/// <summary>Registration of the web page.</summary>
public static class RagQAWebServices
{
    private const int MaxLostCircuits = 50;
    private static readonly TimeSpan _lostCircuitRetention = TimeSpan.FromMinutes(2);

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
        services.TryAddSingleton<IAnswerHistory, NoHistory>();
        services.AddScoped<AnswerSource>();
        services.AddAntiforgery();

        // Pages, not the files beside them, which are compressed beforehand; and not over TLS, where lengths could tell secrets.
        services.AddResponseCompression(compression => compression.MimeTypes = ["text/html"]);
        services.AddRazorComponents().AddInteractiveServerComponents(circuit =>
        {
            // A lost circuit holds its page's passages: few are kept, and not for long. An answer itself is found again by its address.
            circuit.DisconnectedCircuitMaxRetained = MaxLostCircuits;
            circuit.DisconnectedCircuitRetentionPeriod = _lostCircuitRetention;
        });
        return services;
    }
}
