using System.CommandLine;
using System.Globalization;

namespace RagQA.Cli.Commands;

/// <summary>What collections there are, and their generations.</summary>
internal static class CollectionsCommand
{
    public static Command Create()
    {
        var (json, data, verbose) = (SharedOptions.Json(), SharedOptions.DataDirectory(), SharedOptions.Verbose());
        var command = new Command("collections", "Lists the collections. Example: ragqa collections --json") { json, data, verbose };
        command.Subcommands.Add(CollectionsUpgradeCommand.Create());
        command.Subcommands.Add(CollectionsGenerationsCommand.Create());
        command.Subcommands.Add(CollectionsSwitchCommand.Create());
        command.Subcommands.Add(CollectionsRetireCommand.Create());
        command.SetAction(async (parse, ct) =>
        {
            await using var session = await RagQASession.OpenAsync(parse.GetRequiredValue(data), parse.GetValue(verbose), ct);
            var collections = await session.Client.ListCollectionsAsync(Principal.Local, ct);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(collections);
                return 0;
            }

            foreach (var c in collections)
            {
                Console.Out.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{c.Name}   {c.Kind.ToString().ToLowerInvariant()}, {c.Documents} documents, {c.Passages} passages, {c.Partitions} partitions, generation {c.Generation}, revision {c.Revision}"));
                if (c.Subjects.Length > 0)
                {
                    Console.Out.WriteLine($"   subjects: {string.Join(", ", c.Subjects)}");
                }
            }

            return 0;
        });
        return command;
    }
}
