using System.CommandLine;

namespace RagQA.Cli.Commands;

/// <summary>Which generations a collection has.</summary>
internal static class CollectionsGenerationsCommand
{
    public static Command Create()
    {
        var collection = new Argument<string>("collection") { Description = "Collection" };
        var (json, data, verbose) = (SharedOptions.Json(), SharedOptions.DataDirectory(), SharedOptions.Verbose());
        var command = new Command("generations", "Lists the generations of a collection, and how they compared. Example: ragqa collections generations sample") { collection, json, data, verbose };
        command.SetAction(async (parse, ct) =>
        {
            await using var session = await RagQASession.OpenAsync(parse.GetRequiredValue(data), parse.GetValue(verbose), ct);
            var generations = await session.Client.ListGenerationsAsync(parse.GetRequiredValue(collection), ct);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(generations);
                return 0;
            }

            foreach (var generation in generations)
            {
                Console.Out.WriteLine(GenerationText.Line(generation));
                if (generation.Progress is { } progress)
                {
                    Console.Out.WriteLine($"  {GenerationText.Progress(generation)}{(progress.Reason is { } reason ? $" ({reason})" : "")}");
                }

                foreach (var line in generation.Comparison is null ? [] : GenerationText.Comparison(generation))
                {
                    Console.Out.WriteLine($"  {line}");
                }
            }

            return 0;
        });
        return command;
    }
}
