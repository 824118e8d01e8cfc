using System.CommandLine;

namespace RagQA.Cli.Commands;

/// <summary>A cluster of several silos on this machine.</summary>
internal static class ClusterCommand
{
    public static Command Create() => new("cluster", "Several silos with PostgreSQL and Redis on this machine, for trying and testing. Example: ragqa cluster up --silos 3")
    {
        ClusterUpCommand.Create(),
        ClusterStatusCommand.Create(),
        ClusterDrainCommand.Create(),
        ClusterStopCommand.Create(),
    };

    /// <summary>Directory of the cluster.</summary>
    public static Option<string> Directory() => new("--data")
    {
        Description = "Directory of the cluster",
        DefaultValueFactory = _ => Locations.DefaultClusterDirectory,
    };
}
