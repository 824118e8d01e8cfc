using System.CommandLine;
using RagQA.Cli.Evaluation;

namespace RagQA.Cli.Commands;

/// <summary>Figures that must not move.</summary>
internal static class EvalRegressionsCommand
{
    public static Command Create()
    {
        var (data, verbose) = (SharedOptions.DataSets(), SharedOptions.Verbose());
        var command = new Command("regressions", "Runs tests/regressions/*.json against their tolerances. Example: ragqa eval regressions --data FOLDER") { data, verbose };
        command.SetAction(async (parse, ct) =>
        {
            var ok = true;
            foreach (var regression in Regression.ReadAll(Path.Combine(Locations.Home, "tests", "regressions")))
            {
                foreach (var (holds, line) in await regression.RunAsync(parse.GetRequiredValue(data), parse.GetValue(verbose), ct))
                {
                    ok &= holds;
                    Console.Out.WriteLine(line);
                }
            }

            return ok ? 0 : 1;
        });
        return command;
    }
}
