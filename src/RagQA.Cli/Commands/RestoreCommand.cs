using System.CommandLine;
using System.Globalization;
using RagQA.Storage;

namespace RagQA.Cli.Commands;

/// <summary>A data directory from a backup.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("directory") { Description = "Directory that 'ragqa backup' wrote" };
        var (json, data) = (SharedOptions.Json(), SharedOptions.DataDirectory());
        var command = new Command("restore", "Fills a new or empty data directory from a backup; index files are rebuilt at the next start. Example: ragqa restore /mnt/backup/monday --data ./restored") { source, json, data };
        command.SetAction(async (parse, ct) =>
        {
            var directory = Path.GetFullPath(parse.GetRequiredValue(data));
            var manifest = await DataRestore.RunAsync(Path.GetFullPath(parse.GetRequiredValue(source)), directory, ct);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(new { directory, manifest.CreatedAt, manifest.Files });
            }
            else
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{directory}: as of {manifest.CreatedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}"));
            }

            return 0;
        });
        return command;
    }
}
