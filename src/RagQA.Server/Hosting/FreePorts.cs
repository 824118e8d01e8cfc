using System.Net;
using System.Net.Sockets;

namespace RagQA.Server.Hosting;

/// <summary>Finds free TCP ports on the loopback address, all different.</summary>
public static class FreePorts
{
    /// <summary>Takes <paramref name="count"/> ports that were free a moment ago.</summary>
    public static int[] Take(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        try
        {
            Array.ForEach(listeners, l => l.Start());
            return Array.ConvertAll(listeners, l => ((IPEndPoint)l.LocalEndpoint).Port);
        }
        finally
        {
            Array.ForEach(listeners, l => l.Dispose());
        }
    }
}
