using System.Text.Json;
using System.Text.Json.Serialization;

namespace RagQA.Server.Hosting;

/// <summary>How other processes on this machine find the server of a data directory: <c>server.json</c> in it.</summary>
/// <param name="Process">Id of the server's process.</param>
/// <param name="Address">Address of the page and the API.</param>
/// <param name="GatewayPort">Port of the Orleans gateway.</param>
/// <param name="GatewayAddress">IP address that it listens on: of a silo of a cluster the advertised one.</param>
public sealed record RunningServer(int Process, string Address, int GatewayPort, string GatewayAddress = "127.0.0.1")
{
    private const string FileName = "server.json";

    /// <summary>False when the file was left behind by a server that was killed.</summary>
    [JsonIgnore]
    public bool IsAlive
    {
        get
        {
            try
            {
                using var process = System.Diagnostics.Process.GetProcessById(Process);
                return !process.HasExited;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
    }

    /// <summary>The file of a data directory; null when there is none.</summary>
    public static RunningServer? Find(string dataDirectory)
    {
        try
        {
            return JsonSerializer.Deserialize<RunningServer>(File.ReadAllText(Path.Combine(dataDirectory, FileName)), JsonSerializerOptions.Web);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the file; it is removed by <see cref="Forget"/> when the server stops.</summary>
    public void Announce(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);
        File.WriteAllText(path + ".tmp", JsonSerializer.Serialize(this, JsonSerializerOptions.Web));
        File.Move(path + ".tmp", path, overwrite: true);
    }

    /// <summary>Removes the file.</summary>
    public static void Forget(string dataDirectory) => File.Delete(Path.Combine(dataDirectory, FileName));
}
