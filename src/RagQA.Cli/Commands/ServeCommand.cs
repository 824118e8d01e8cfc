using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using RagQA.Grains.Cluster;
using RagQA.Server;
using RagQA.Server.Hosting;

namespace RagQA.Cli.Commands;

/// <summary>Runs one silo of a cluster, set up by a file.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var config = new Option<string>("--config") { Description = "JSON file with the options under \"RagQA\"; RagQA__… in the environment comes before it", Required = true };
        var roles = new Option<string?>("--roles") { Description = "What this process does: silo,api,web (default), or silo,api, or silo" };
        var command = new Command("serve", "Runs a silo, its API and its page for a cluster. Example: ragqa serve --roles silo,api,web --config /etc/ragqa/ragqa.json") { config, roles };
        command.SetAction((parse, ct) => RunAsync(parse.GetRequiredValue(config), parse.GetValue(roles), ct));
        return command;
    }

    private static async Task<int> RunAsync(string file, string? roles, CancellationToken cancellationToken)
    {
        var options = ServerOptionsFile.Read(file, Locations.Models, roles?.Split(',', StringSplitOptions.TrimEntries));
        await using var app = await RagQAHost.CreateServerAsync(options, cancellationToken);
        await app.StartAsync(cancellationToken);
        Console.Out.WriteLine($"RagQA serves at {app.Urls.First()}");

        // Asked to end, it leaves in its own time.
        await using var asked = cancellationToken.Register(app.Services.GetRequiredService<SiloExit>().Begin);
        await app.WaitForShutdownAsync(CancellationToken.None);
        return 0;
    }
}
