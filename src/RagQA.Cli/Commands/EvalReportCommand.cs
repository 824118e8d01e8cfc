using System.CommandLine;
using RagQA.Cli.Evaluation;

namespace RagQA.Cli.Commands;

/// <summary>Makes <c>docs/quality.md</c>.</summary>
internal static class EvalReportCommand
{
    public static Command Create()
    {
        var (data, verbose) = (SharedOptions.DataSets(), SharedOptions.Verbose());
        var output = new Option<string>("--out") { Description = "File to write", DefaultValueFactory = _ => Path.Combine(Locations.Home, "docs", "quality.md") };
        var budget = new Option<TimeSpan?>("--budget")
        {
            Description = "Stop measuring after this time, such as 8m; the same command goes on",
            CustomParser = result =>
            {
                if (Durations.TryParse(result.Tokens.Single().Value, out var duration))
                {
                    return duration;
                }

                result.AddError("--budget needs a duration, such as 8m or 500s.");
                return null;
            },
        };
        var anyBuild = new Option<bool>("--any-build") { Description = "Use cached readings of other builds of the program too" };
        var command = new Command("report", "Runs all evaluations and writes their figures; about an hour the first time, and an interrupted run goes on. Example: ragqa eval report --data FOLDER --out docs/quality.md")
        {
            data, output, budget, anyBuild, verbose,
        };
        command.SetAction(async (parse, ct) =>
        {
            var path = parse.GetRequiredValue(output);
            var text = await QualityReport.WriteAsync(parse.GetRequiredValue(data), parse.GetValue(budget), parse.GetValue(anyBuild) ? CacheUse.AnyBuild : CacheUse.SameBuild, parse.GetValue(verbose), ct);
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            {
                Directory.CreateDirectory(folder);
            }

            await File.WriteAllTextAsync(path, text, ct);
            Console.Out.WriteLine($"wrote {path}");
            return 0;
        });
        return command;
    }
}
