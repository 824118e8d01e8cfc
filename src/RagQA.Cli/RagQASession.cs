using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RagQA.Client;
using RagQA.Server;
using RagQA.Server.Hosting;

namespace RagQA.Cli;

/// <summary>
/// A client for the length of one command: of the running server of the data directory if there is one, else of a silo in
/// this process. Both speak to the same grains.
/// </summary>
internal sealed class RagQASession : IAsyncDisposable
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(30);

    private readonly IHost _host;

    private RagQASession(IHost host) => _host = host;

    public IRagQAClient Client => _host.Services.GetRequiredService<IRagQAClient>();

    public IServiceProvider Services => _host.Services;

    public static async Task<RagQASession> OpenAsync(string dataDirectory, bool verbose, CancellationToken cancellationToken)
    {
        if (RunningServer.Find(dataDirectory) is { IsAlive: true } server && await TryConnectAsync(server, cancellationToken) is { } connected)
        {
            return new RagQASession(connected);
        }

        return await OpenInProcessAsync(dataDirectory, verbose, cancellationToken);
    }

    /// <summary>A client of a running server.</summary>
    /// <exception cref="RagQAException">It does not answer (unavailable).</exception>
    public static async Task<RagQASession> ConnectAsync(RunningServer server, CancellationToken cancellationToken) =>
        await TryConnectAsync(server, cancellationToken) is { } connected
            ? new RagQASession(connected)
            : throw new RagQAException(FailureKind.Unavailable, $"The silo at {server.Address} does not answer. Try again in a moment.");

    public static async Task<RagQASession> OpenInProcessAsync(string dataDirectory, bool verbose, CancellationToken cancellationToken)
    {
        var host = await RagQAHost.CreateSiloAsync(
            new ServerOptions { DataDirectory = dataDirectory, ModelsDirectory = Locations.Models, Verbose = verbose }, cancellationToken);

        try
        {
            await host.StartAsync(cancellationToken);
            return new RagQASession(host);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync();
        }
        else
        {
            _host.Dispose();
        }
    }

    private static async Task<IHost?> TryConnectAsync(RunningServer server, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRagQAClient(o => o.Gateway = new IPEndPoint(IPAddress.Parse(server.GatewayAddress), server.GatewayPort));
        var host = builder.Build();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConnectLimit);
        try
        {
            await host.StartAsync(limit.Token);
            return host;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A server that is stopping just now; this process does the work itself if the directory is free by then.
            host.Dispose();
            return null;
        }
    }
}
