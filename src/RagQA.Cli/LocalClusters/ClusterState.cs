using System.Text.Json;

namespace RagQA.Cli.LocalClusters;

/// <summary>What runs in a directory: <c>cluster.json</c>, by which the other commands find it.</summary>
/// <param name="Boot">Which start of this machine: process ids of an earlier one are other processes by now.</param>
/// <param name="Process">The process of <c>ragqa cluster up</c>.</param>
/// <param name="Postgres">Process of PostgreSQL.</param>
/// <param name="PostgresPort">Its port.</param>
/// <param name="Redis">Process of Redis.</param>
/// <param name="Silos">The silos.</param>
internal sealed record ClusterState(string Boot, int Process, int Postgres, int PostgresPort, int Redis, ClusterSilo[] Silos)
{
    private const string FileName = "cluster.json";

    /// <summary>Of the running system.</summary>
    public static string CurrentBoot => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    /// <summary>Reads the file of a directory; null when there is none since this machine started.</summary>
    public static ClusterState? Find(string directory)
    {
        var path = Path.Combine(directory, FileName);
        var state = File.Exists(path) ? JsonSerializer.Deserialize<ClusterState>(File.ReadAllText(path), JsonSerializerOptions.Web) : null;
        return state?.Boot == CurrentBoot ? state : null;
    }

    /// <exception cref="RagQAException">No cluster was started there.</exception>
    public static ClusterState Require(string directory) => Find(directory)
        ?? throw new RagQAException(FailureKind.NotFound, $"No cluster runs in {Path.GetFullPath(directory)}. Start one with 'ragqa cluster up', or name its directory with --data.");

    public void Write(string directory)
    {
        var path = Path.Combine(directory, FileName);
        File.WriteAllText(path + ".tmp", JsonSerializer.Serialize(this, JsonSerializerOptions.Web));
        File.Move(path + ".tmp", path, overwrite: true);
    }

    public static void Forget(string directory) => File.Delete(Path.Combine(directory, FileName));
}
