using System.CommandLine;
using RagQA.Cli.LocalClusters;

namespace RagQA.Cli.Commands;

/// <summary>Starts PostgreSQL, Redis and silos and keeps them until it is stopped.</summary>
internal static class ClusterUpCommand
{
    public static Command Create()
    {
        var silos = new Option<int>("--silos") { Description = "How many silos", DefaultValueFactory = _ => 3 };
        silos.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 32)
            {
                result.AddError("--silos takes 1 to 32.");
            }
        });
        var port = new Option<int>("--port") { Description = "HTTP port of the first silo, the others follow; 0 takes free ones", DefaultValueFactory = _ => 8080 };
        var data = ClusterCommand.Directory();
        var command = new Command("up", "Starts a cluster as processes of this machine. Example: ragqa cluster up --silos 3 --port 8080") { silos, port, data };
        command.SetAction((parse, ct) => RunAsync(Path.GetFullPath(parse.GetRequiredValue(data)), parse.GetRequiredValue(silos), parse.GetRequiredValue(port), ct));
        return command;
    }

    private static async Task<int> RunAsync(string directory, int silos, int port, CancellationToken cancellationToken)
    {
        Console.Error.WriteLine($"ragqa: starting PostgreSQL, Redis and {silos} silos in {directory} …");
        await using var cluster = await LocalCluster.StartAsync(
            directory, silos, port, durable: Environment.GetEnvironmentVariable("RAGQA_TEST_FAULTS") != "1", cancellationToken);
        Console.Out.WriteLine($"RagQA is ready at {string.Join(' ', cluster.Silos.Select(silo => silo.Address))} (Ctrl+C stops it)");
        try
        {
            await foreach (var ending in cluster.Endings(cancellationToken).WithCancellation(cancellationToken))
            {
                Console.Error.WriteLine($"ragqa: {await ending}");
            }

            // Someone may start them again by 'ragqa serve'.
            Console.Error.WriteLine("ragqa: all silos have ended; PostgreSQL and Redis stay until Ctrl+C or 'ragqa cluster stop'.");
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("ragqa: stopping …");
        }

        return 0;
    }
}
