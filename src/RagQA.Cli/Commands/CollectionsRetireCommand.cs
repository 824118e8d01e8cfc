using System.CommandLine;

namespace RagQA.Cli.Commands;

/// <summary>Gives up a generation.</summary>
internal static class CollectionsRetireCommand
{
    public static Command Create()
    {
        var collection = new Argument<string>("collection") { Description = "Collection" };
        var number = new Option<int>("--generation") { Description = "Number of the generation", Required = true };
        var (json, data, verbose) = (SharedOptions.Json(), SharedOptions.DataDirectory(), SharedOptions.Verbose());
        var command = new Command("retire", "Frees files and embeddings of a generation that is not active, or stops the building of one. There is no way back but to build it again. Example: ragqa collections retire sample --generation 1")
        {
            collection, number, json, data, verbose,
        };
        command.SetAction(async (parse, ct) =>
        {
            await using var session = await RagQASession.OpenAsync(parse.GetRequiredValue(data), parse.GetValue(verbose), ct);
            var generation = await session.Client.RetireGenerationAsync(parse.GetRequiredValue(collection), parse.GetValue(number), ct);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(generation);
            }
            else
            {
                Console.Out.WriteLine(GenerationText.Line(generation));
            }

            return 0;
        });
        return command;
    }
}
