using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RagQA.ClusterTests.Silos;

/// <summary>
/// A network namespace for each of three silos, with two links: one to a bridge with the other silos, one to a bridge over which the
/// stores are reached. The first can be cut. Needs to be root, on a machine that lets it make namespaces.
/// </summary>
internal sealed partial class SiloNetworks : IAsyncDisposable
{
    private const int Silos = 3;
    private const int NewNetwork = 0x40000000;

    private static readonly string _prefix = string.Create(CultureInfo.InvariantCulture, $"rq{Environment.ProcessId}");

    private SiloNetworks()
    {
    }

    /// <summary>Address of this process for the silos; what it listens on there is not cut.</summary>
    public static IPAddress Stores { get; } = IPAddress.Parse("10.212.0.1");

    /// <summary>Makes them; skips the test where that is not allowed.</summary>
    public static async Task<SiloNetworks> MakeAsync()
    {
        var networks = new SiloNetworks();
        try
        {
            await IpAsync($"link add {_prefix}p type bridge");
            await IpAsync($"link set {_prefix}p up");
            await IpAsync($"link add {_prefix}s type bridge");
            await IpAsync($"addr add {Stores}/24 dev {_prefix}s");
            await IpAsync($"link set {_prefix}s up");
            for (var silo = 0; silo < Silos; silo++)
            {
                await IpAsync($"netns add {Namespace(silo)}");
                await IpAsync($"-n {Namespace(silo)} link set lo up");
                await LinkAsync(silo, "p", "10.211.0");
                await LinkAsync(silo, "s", "10.212.0");
            }
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            await networks.DisposeAsync();
            Assert.Skip($"No network namespaces can be made here: {e.Message}");
        }

        return networks;
    }

    /// <summary>Name of the namespace of a silo.</summary>
    public static string Namespace(int silo) => string.Create(CultureInfo.InvariantCulture, $"{_prefix}-{silo}");

    /// <summary>Address of a silo for the others.</summary>
    public static string Address(int silo) => string.Create(CultureInfo.InvariantCulture, $"10.211.0.{10 + silo}");

    /// <summary>Cuts a silo off from the other silos, not from the stores.</summary>
    public static Task CutAsync(int silo) => IpAsync($"link set {_prefix}p{silo} down");

    /// <summary>Joins what was cut.</summary>
    public static Task JoinAsync(int silo) => IpAsync($"link set {_prefix}p{silo} up");

    /// <summary>A connection to the loopback address of a silo's namespace.</summary>
    public static async Task<Stream> ConnectAsync(int silo, int port)
    {
        var connected = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);

        // The thread is in the namespace for good, so it is one that ends.
        new Thread(() =>
        {
            try
            {
                using var network = File.OpenHandle($"/run/netns/{Namespace(silo)}");
                if (Enter(network, NewNetwork) != 0)
                {
                    throw new Win32Exception(Marshal.GetLastPInvokeError());
                }

                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    socket.Connect(IPAddress.Loopback, port);
                    connected.SetResult(socket);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            }
            catch (Exception e)
            {
                connected.SetException(e);
            }
        }).Start();
        return new NetworkStream(await connected.Task, ownsSocket: true);
    }

    public async ValueTask DisposeAsync()
    {
        // Whatever was made; links go with their namespaces.
        string[] commands = [.. Enumerable.Range(0, Silos).Select(silo => $"netns del {Namespace(silo)}"), $"link del {_prefix}p", $"link del {_prefix}s"];
        foreach (var command in commands)
        {
            await Task.WhenAny(IpAsync(command));
        }
    }

    private static async Task LinkAsync(int silo, string bridge, string network)
    {
        await IpAsync($"link add {_prefix}{bridge}{silo} type veth peer name {bridge} netns {Namespace(silo)}");
        await IpAsync($"link set {_prefix}{bridge}{silo} master {_prefix}{bridge} up");
        await IpAsync($"-n {Namespace(silo)} addr add {network}.{10 + silo}/24 dev {bridge}");
        await IpAsync($"-n {Namespace(silo)} link set {bridge} up");
    }

    private static async Task IpAsync(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", command.Split(' ')) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"ip {command}: {errors.Trim()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int Enter(SafeFileHandle network, int kind);
}
