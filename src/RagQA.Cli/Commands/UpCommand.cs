using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using RagQA.Client;
using RagQA.Server;

namespace RagQA.Cli.Commands;

/// <summary>Runs everything in one process.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "HTTP port; 0 takes a free one", DefaultValueFactory = _ => 8080 };
        var host = new Option<string>("--host") { Description = "Address to listen on; loopback only until authentication is configured", DefaultValueFactory = _ => "127.0.0.1" };
        var noSample = new Option<bool>("--no-sample") { Description = "Do not ingest the sample collections" };
        var noHistory = new Option<bool>("--no-history") { Description = "Keep no questions; answers can be opened again for a few minutes only" };
        var (data, verbose) = (SharedOptions.DataDirectory(), SharedOptions.Verbose());
        var command = new Command("up", "Runs silo, API and page in one process on this machine. Example: ragqa up --port 8080") { port, host, noSample, noHistory, data, verbose };
        command.SetAction((parse, ct) => RunAsync(
            new ServerOptions
            {
                DataDirectory = Path.GetFullPath(parse.GetRequiredValue(data)),
                ModelsDirectory = Locations.Models,
                Host = parse.GetRequiredValue(host),
                Port = parse.GetRequiredValue(port),
                Verbose = parse.GetValue(verbose),
                History = !parse.GetValue(noHistory),
                TestFaults = Environment.GetEnvironmentVariable("RAGQA_TEST_FAULTS") == "1",
            },
            !parse.GetValue(noSample),
            ct));
        return command;
    }

    private static async Task<int> RunAsync(ServerOptions options, bool sample, CancellationToken cancellationToken)
    {
        await using var app = await RagQAHost.CreateServerAsync(options, cancellationToken);
        await app.StartAsync(cancellationToken);
        if (sample)
        {
            var client = app.Services.GetRequiredService<IRagQAClient>();
            foreach (var request in await SampleCollections.MissingAsync(client, cancellationToken))
            {
                IngestionRun.Report(await IngestionRun.RunAsync(client, request, cancellationToken));
            }
        }

        await BecomeReadyAsync(app.Services.GetRequiredService<HealthCheckService>(), cancellationToken);
        Console.Out.WriteLine($"RagQA is ready at {app.Urls.First()} (Ctrl+C stops it)");
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    /// <summary>Loads every partition, so that the first question does not wait for them.</summary>
    private static async Task BecomeReadyAsync(HealthCheckService health, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while ((await health.CheckHealthAsync(cancellationToken)).Status == HealthStatus.Unhealthy)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
