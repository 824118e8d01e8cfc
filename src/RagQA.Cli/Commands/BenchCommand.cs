using System.CommandLine;
using RagQA.Cli.Benchmarks;

namespace RagQA.Cli.Commands;

/// <summary>Measurements with a baseline in the same run.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var questions = new Option<int>("--questions") { Description = "Questions asked", DefaultValueFactory = _ => 40 };
        var dataset = new Option<string>("--dataset")
        {
            Description = "SQuAD-format file",
            DefaultValueFactory = _ => Path.Combine(Locations.Home, "tests", "gold", "sample.json"),
        };
        var (json, verbose) = (SharedOptions.Json(), SharedOptions.Verbose());
        var ask = new Command("ask", "Time of each stage of a question against the bare models on the same inputs. Example: ragqa bench ask") { questions, dataset, json, verbose };
        ask.SetAction(async (parse, ct) =>
        {
            var report = await AskBench.RunAsync(parse.GetRequiredValue(dataset), parse.GetValue(questions), parse.GetValue(verbose), ct);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(report);
            }
            else
            {
                report.Write(Console.Out);
            }

            return 0;
        });
        return new Command("bench", "Measures speed. Example: ragqa bench ask") { ask, Parse() };
    }

    private static Command Parse()
    {
        var folder = new Option<string>("--folder") { Description = "Files to read", DefaultValueFactory = _ => Path.Combine(Locations.Sample, "reference") };
        var rounds = new Option<int>("--rounds") { Description = "How often all of them are read", DefaultValueFactory = _ => 20 };
        var json = SharedOptions.Json();
        var command = new Command("parse", "Reading files in this process against the confined process that ingestion uses. Example: ragqa bench parse") { folder, rounds, json };
        command.SetAction(async (parse, ct) =>
        {
            var report = await ParseBench.RunAsync(parse.GetRequiredValue(folder), Math.Max(1, parse.GetValue(rounds)), ct);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(report);
            }
            else
            {
                report.Write(Console.Out);
            }

            return 0;
        });
        return command;
    }
}
