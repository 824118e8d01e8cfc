using System.CommandLine;
using System.Globalization;
using RagQA.Cli.LocalClusters;
using RagQA.Server.Hosting;

namespace RagQA.Cli.Commands;

/// <summary>Silos and partitions of a cluster of this machine.</summary>
internal static class ClusterStatusCommand
{
    public static Command Create()
    {
        var (data, json) = (ClusterCommand.Directory(), SharedOptions.Json());
        var command = new Command("status", "Silos, and where the partitions are; exit code 1 unless all are ready. Example: ragqa cluster status --json") { data, json };
        command.SetAction(async (parse, ct) =>
        {
            var state = ClusterState.Require(Path.GetFullPath(parse.GetRequiredValue(data)));
            var silos = await SilosAsync(state, ct);
            var partitions = silos.FirstOrDefault(s => s.IsRunning) is { } first
                ? await PartitionsAsync(state, Array.Find(state.Silos, s => s.Name == first.Name)!, ct)
                : [];
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(new { Silos = silos, Partitions = partitions });
            }
            else
            {
                Array.ForEach(silos, s => Console.Out.WriteLine($"{s.Name}   {(s.IsReady ? "ready" : s.IsRunning ? "not ready" : "ended")}   {s.Address}"));
                Array.ForEach(partitions, p => Console.Out.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{p.Collection} {p.Partition}   {p.State.ToString().ToLowerInvariant()}   {p.Passages} passages, revision {p.Revision}   {string.Join(' ', p.Silos)}")));
            }

            return silos.All(s => s.IsReady) && partitions.All(p => p.State == PartitionState.Ready) ? 0 : 1;
        });
        return command;
    }

    private static async Task<SiloStatusLine[]> SilosAsync(ClusterState state, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        return await Task.WhenAll(state.Silos.Select(async silo =>
        {
            var isRunning = Signals.Find(silo.Process) is not null;
            return new SiloStatusLine(silo.Name, silo.Address, isRunning, isRunning && await LocalCluster.IsReadyAsync(http, silo, cancellationToken));
        }));
    }

    private static async Task<PartitionStatusLine[]> PartitionsAsync(ClusterState state, ClusterSilo through, CancellationToken cancellationToken)
    {
        await using var session = await RagQASession.ConnectAsync(new RunningServer(through.Process, through.Address, through.Gateway), cancellationToken);
        var status = await session.Client.ClusterStatusAsync(cancellationToken);
        return
        [
            .. from collection in status.Collections
               from replicas in collection.Partitions.GroupBy(p => p.Partition).OrderBy(p => p.Key)
               let best = replicas.MaxBy(r => (r.State == PartitionState.Ready, r.Revision))!
               select new PartitionStatusLine(
                   collection.Collection,
                   best.Partition,
                   best.State,
                   best.Passages,
                   best.Revision,
                   [.. status.Silos.Where(s => replicas.Any(r => r.Silo == s.Silo)).Select(s => s.Name)]),
        ];
    }

    private sealed record SiloStatusLine(string Name, string Address, bool IsRunning, bool IsReady);

    private sealed record PartitionStatusLine(string Collection, int Partition, PartitionState State, long Passages, long Revision, string[] Silos);
}
