using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using RagQA.Client;

namespace RagQA.Cli.Commands;

/// <summary>Answers from another generation.</summary>
internal static class CollectionsSwitchCommand
{
    public static Command Create()
    {
        var collection = new Argument<string>("collection") { Description = "Collection" };
        var number = new Option<int?>("--generation") { Description = "Number of the generation; the one that is ready when it is left out and there is one only" };
        var (json, data, verbose) = (SharedOptions.Json(), SharedOptions.DataDirectory(), SharedOptions.Verbose());
        var command = new Command("switch", "Answers questions from another generation that is ready, from the next question on; also back. Example: ragqa collections switch sample --generation 2")
        {
            collection, number, json, data, verbose,
        };
        command.SetAction(async (parse, ct) =>
        {
            await using var session = await RagQASession.OpenAsync(parse.GetRequiredValue(data), parse.GetValue(verbose), ct);
            var name = parse.GetRequiredValue(collection);
            var wanted = parse.GetValue(number) ?? await OnlyReadyAsync(session.Client, name, ct);
            var started = Stopwatch.GetTimestamp();
            var generation = await session.Client.ActivateGenerationAsync(name, wanted, ct);
            var took = Stopwatch.GetElapsedTime(started);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(generation);
                return 0;
            }

            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} answers from generation {generation.Number} (encoder {generation.Encoder}) after {took.TotalSeconds:0.00} s"));
            return 0;
        });
        return command;
    }

    private static async Task<int> OnlyReadyAsync(IRagQAClient client, string collection, CancellationToken cancellationToken)
    {
        var ready = (await client.ListGenerationsAsync(collection, cancellationToken)).Where(g => g.State == GenerationState.Ready).Select(g => g.Number).ToArray();
        return ready switch
        {
            [var only] => only,
            [] => throw new RagQAException(FailureKind.Conflict, "No other generation is ready. Build one with 'ragqa collections upgrade'."),
            _ => throw new RagQAException($"Several generations are ready ({string.Join(", ", ready)}): name one with --generation."),
        };
    }
}
