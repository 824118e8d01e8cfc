using System.CommandLine;
using Spectre.Console;

namespace RagQA.Cli.Commands;

/// <summary>Builds a generation of a collection with another encoder, and compares it.</summary>
internal static class CollectionsUpgradeCommand
{
    public static Command Create()
    {
        var collection = new Argument<string>("collection") { Description = "Collection" };
        var encoder = new Option<string>("--encoder") { Description = "Folder of the encoder in the models directory, its name, or its SHA-256", Required = true };
        var partitions = new Option<int?>("--partitions") { Description = "Number of partitions; as many as there are when it is left out" };
        var gold = new Option<string?>("--gold") { Description = "Questions in SQuAD format to compare with; your stored questions when it is left out" };
        var (json, data, verbose) = (SharedOptions.Json(), SharedOptions.DataDirectory(), SharedOptions.Verbose());
        var command = new Command("upgrade", "Encodes a collection with another encoder while questions go on, compares what both find, and stops when the new generation is ready. "
            + "Stopped at any point, the same command goes on; a server goes on by itself. Example: ragqa collections upgrade sample --encoder encoder-minilm12-int8 --gold tests/gold/sample.json")
        {
            collection, encoder, partitions, gold, json, data, verbose,
        };
        command.SetAction(async (parse, ct) =>
        {
            await using var session = await RagQASession.OpenAsync(parse.GetRequiredValue(data), parse.GetValue(verbose), ct);
            var name = parse.GetRequiredValue(collection);
            var request = new GenerationRequest
            {
                Encoder = Path.GetFileName(Path.TrimEndingDirectorySeparator(parse.GetRequiredValue(encoder))),
                Partitions = parse.GetValue(partitions),
                Gold = parse.GetValue(gold) is { } path ? Path.GetFullPath(path) : null,
            };
            var generation = await FollowAsync(session, name, await session.Client.StartGenerationAsync(name, request, ct), ct);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(generation);
            }
            else
            {
                Write(name, generation);
            }

            return generation.State == GenerationState.Building ? 1 : 0;
        });
        return command;
    }

    private static async Task<GenerationDescription> FollowAsync(RagQASession session, string collection, GenerationDescription generation, CancellationToken cancellationToken)
    {
        await Terminal.Error.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(collection));
                await foreach (var next in session.Client.WatchGenerationAsync(collection, generation.Number, cancellationToken))
                {
                    generation = next;
                    bar.MaxValue = Math.Max(1, next.Progress?.Passages ?? 1);
                    bar.Value = next.Progress?.Encoded ?? bar.Value;
                    bar.Description = Markup.Escape(GenerationText.Progress(next));
                }
            });
        return generation;
    }

    private static void Write(string collection, GenerationDescription generation)
    {
        if (generation.Progress?.Reason is { } reason)
        {
            Console.Error.WriteLine($"ragqa: generation {generation.Number} of {collection} is not ready: {reason}");
            return;
        }

        Console.Out.WriteLine(GenerationText.Line(generation));
        foreach (var line in GenerationText.Comparison(generation))
        {
            Console.Out.WriteLine(line);
        }

        Console.Out.WriteLine($"switch to it with 'ragqa collections switch {collection} --generation {generation.Number}'");
    }
}
