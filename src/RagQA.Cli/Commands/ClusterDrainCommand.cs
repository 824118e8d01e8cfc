using System.CommandLine;
using RagQA.Cli.LocalClusters;

namespace RagQA.Cli.Commands;

/// <summary>Takes one silo out of a cluster of this machine.</summary>
internal static class ClusterDrainCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    public static Command Create()
    {
        var name = new Argument<string>("silo") { Description = "Name of the silo, such as silo-2" };
        var data = ClusterCommand.Directory();
        var command = new Command("drain", "Lets a silo finish its questions and end; its partitions go to the others. Example: ragqa cluster drain silo-2") { name, data };
        command.SetAction(async parse =>
        {
            var state = ClusterState.Require(Path.GetFullPath(parse.GetRequiredValue(data)));
            var silo = Array.Find(state.Silos, s => s.Name == parse.GetRequiredValue(name))
                ?? throw new RagQAException(FailureKind.NotFound, $"There is no silo of that name; there are {string.Join(", ", state.Silos.Select(s => s.Name))}.");
            if (Signals.Find(silo.Process) is { } process)
            {
                await Signals.EndAsync(process, Signals.Terminate, Patience);
            }

            Console.Out.WriteLine($"{silo.Name} has ended.");
            return 0;
        });
        return command;
    }
}
