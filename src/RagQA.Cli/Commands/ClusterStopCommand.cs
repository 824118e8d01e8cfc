using System.CommandLine;
using RagQA.Cli.LocalClusters;

namespace RagQA.Cli.Commands;

/// <summary>Ends a cluster of this machine.</summary>
internal static class ClusterStopCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static Command Create()
    {
        var data = ClusterCommand.Directory();
        var command = new Command("stop", "Ends a cluster in order: silos, Redis, PostgreSQL. Example: ragqa cluster stop") { data };
        command.SetAction(parse => RunAsync(Path.GetFullPath(parse.GetRequiredValue(data))));
        return command;
    }

    private static async Task<int> RunAsync(string directory)
    {
        var state = ClusterState.Require(directory);
        if (Signals.Find(state.Process) is { } up)
        {
            await Signals.EndAsync(up, Signals.Terminate, Patience);
            return 0;
        }

        // 'ragqa cluster up' was killed: its children are still there.
        await Task.WhenAll(state.Silos.Select(silo => EndAsync(silo.Process, Signals.Terminate)));
        await EndAsync(state.Redis, Signals.Terminate);
        await EndAsync(state.Postgres, Signals.Interrupt);
        ClusterState.Forget(directory);
        return 0;
    }

    private static Task EndAsync(int process, int signal) => Signals.Find(process) is { } found ? Signals.EndAsync(found, signal, Patience) : Task.CompletedTask;
}
