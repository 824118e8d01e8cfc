using System.Net;
using System.Net.Sockets;

namespace RagQA.ClusterTests.Silos;

/// <summary>Passes connections on to a port of the loopback address, from an address that network namespaces reach.</summary>
internal sealed class Forwarder : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public Forwarder(IPAddress address, int port)
    {
        _listener = new TcpListener(address, 0);
        _listener.Start();
        _accepting = Task.Run(() => AcceptAsync(port));
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await Task.WhenAny(_accepting);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync(int port)
    {
        var passing = new List<Task>();
        try
        {
            while (true)
            {
                passing.Add(PassAsync(await _listener.AcceptTcpClientAsync(_stop.Token), port));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(passing);
        }
    }

    private async Task PassAsync(TcpClient caller, int port)
    {
        using var called = new TcpClient();
        using (caller)
        {
            try
            {
                await called.ConnectAsync(IPAddress.Loopback, port, _stop.Token);
                var (here, there) = (caller.GetStream(), called.GetStream());
                await Task.WhenAny(here.CopyToAsync(there, _stop.Token), there.CopyToAsync(here, _stop.Token));
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // Either end has gone: the other one sees its connection closed.
            }
        }
    }
}
