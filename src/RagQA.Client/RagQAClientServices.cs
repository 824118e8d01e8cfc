using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;

namespace RagQA.Client;

/// <summary>Registration of <see cref="IRagQAClient"/>.</summary>
public static class RagQAClientServices
{
    // An answer with its passages is far below this; a document of several megabytes is not.
    private const int MaxMessageBodyBytes = 16 * 1024 * 1024;
    private const long MaxDocumentBytes = MaxMessageBodyBytes - (1024 * 1024);
    private static readonly TimeSpan _responseTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Registers <see cref="IRagQAClient"/>, and an Orleans client when <see cref="RagQAClientOptions.Gateway"/> is set.</summary>
    /// <exception cref="ArgumentException">A gateway is set and the cluster or service id is empty.</exception>
    public static IServiceCollection AddRagQAClient(this IServiceCollection services, Action<RagQAClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new RagQAClientOptions();
        configure?.Invoke(options);

        if (options.Gateway is { } gateway)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(options.ClusterId, nameof(configure));
            ArgumentException.ThrowIfNullOrWhiteSpace(options.ServiceId, nameof(configure));
            services.AddOrleansClient(client =>
            {
                client.UseStaticClustering(gateway);
                client.AddActivityPropagation();
                client.Configure<ClusterOptions>(cluster =>
                {
                    cluster.ClusterId = options.ClusterId;
                    cluster.ServiceId = options.ServiceId;
                });
                client.Configure<ClientMessagingOptions>(messaging =>
                {
                    messaging.ResponseTimeout = _responseTimeout;
                    messaging.MaxMessageBodySize = MaxMessageBodyBytes;
                });
            });
        }

        services.TryAddSingleton<IRagQAClient>(provider => new RagQAClient(
            provider.GetRequiredService<IGrainFactory>(), options.Gateway is null ? long.MaxValue : MaxDocumentBytes));
        return services;
    }
}
