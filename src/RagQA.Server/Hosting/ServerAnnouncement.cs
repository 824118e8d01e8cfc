using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace RagQA.Server.Hosting;

/// <summary>Tells other processes of this machine where the server of the data directory is, while it runs.</summary>
internal sealed class ServerAnnouncement(
    ServerOptions options, GatewayPort gateway, IHostApplicationLifetime lifetime, IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (services.GetService<IServer>() is { } server)
        {
            lifetime.ApplicationStarted.Register(() =>
            {
                var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
                var running = new RunningServer(Environment.ProcessId, address, gateway.Port);
                (options.Cluster is { } cluster ? running with { GatewayAddress = cluster.AdvertisedAddress } : running).Announce(options.DataDirectory);
            });
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        RunningServer.Forget(options.DataDirectory);
        return Task.CompletedTask;
    }
}
