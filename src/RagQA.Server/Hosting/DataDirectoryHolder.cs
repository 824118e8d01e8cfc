using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using RagQA.Storage;

namespace RagQA.Server.Hosting;

/// <summary>Holds the lock of the data directory while the process runs, and tells other processes where the server is.</summary>
internal sealed class DataDirectoryHolder(
    ServerOptions options, DataDirectoryLock held, GatewayPort gateway, IHostApplicationLifetime lifetime, IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (services.GetService<IServer>() is { } server)
        {
            lifetime.ApplicationStarted.Register(() =>
            {
                var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
                new RunningServer(Environment.ProcessId, address, gateway.Port).Announce(options.DataDirectory);
            });
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        RunningServer.Forget(options.DataDirectory);
        held.Dispose();
        return Task.CompletedTask;
    }
}
