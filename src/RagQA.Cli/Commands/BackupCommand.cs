using System.CommandLine;
using System.Globalization;
using RagQA.Grains.Hosting;
using RagQA.Server.Hosting;
using RagQA.Storage;

namespace RagQA.Cli.Commands;

/// <summary>A backup while questions run.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var target = new Argument<string>("directory") { Description = "New or empty directory, readable by its owner only" };
        var noEmbeddings = new Option<bool>("--no-embeddings") { Description = "Leave embeddings out; a restore encodes all passages again" };
        var (json, data) = (SharedOptions.Json(), SharedOptions.DataDirectory());
        var command = new Command("backup", "Copies documents, embeddings and history while questions run. Example: ragqa backup /mnt/backup/monday") { target, noEmbeddings, json, data };
        command.SetAction(async (parse, ct) =>
        {
            var report = await RunAsync(
                SharedOptions.RequireData(parse.GetRequiredValue(data)), Path.GetFullPath(parse.GetRequiredValue(target)), !parse.GetValue(noEmbeddings), ct);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(report);
            }
            else
            {
                Console.Out.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{report.Directory}: {report.Bytes / 1048576.0:0.0} MiB, embeddings {(report.Embeddings ? "included" : "left out")}"));
            }

            return 0;
        });
        return command;
    }

    /// <summary>The server copies its own files; without one the stores are opened here, which needs no models.</summary>
    private static async Task<BackupReport> RunAsync(string data, string target, bool embeddings, CancellationToken cancellationToken)
    {
        if (RunningServer.Find(data) is { IsAlive: true })
        {
            await using var session = await RagQASession.OpenAsync(data, verbose: false, cancellationToken);
            return await session.Client.BackUpAsync(target, embeddings, cancellationToken);
        }

        await using var stores = await RagQAStores.OpenAsync(data, cancellationToken);
        return await DataBackup.WriteAsync(stores.Documents, stores.History, embeddings ? stores.Embeddings : null, data, target, TimeProvider.System, cancellationToken);
    }
}
