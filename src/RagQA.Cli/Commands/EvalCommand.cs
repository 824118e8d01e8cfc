using System.CommandLine;
using RagQA.Cli.Evaluation;

namespace RagQA.Cli.Commands;

/// <summary>Reproducible figures of quality.</summary>
internal static class EvalCommand
{
    public static Command Create() => new("eval", "Measures quality on a data set. Example: ragqa eval open --dataset tests/gold/sample.json") { Reader(), Open(), Regressions() };

    private static Command Reader()
    {
        var (dataset, choice, json) = (Dataset(), new QuestionChoice(), SharedOptions.Json());
        var command = new Command("reader", "Every question with its own paragraph: EM, F1. Example: ragqa eval reader --dataset FILE --limit 500") { dataset, json };
        choice.AddTo(command);
        command.SetAction(async (parse, ct) =>
        {
            var set = GoldSet.Read(parse.GetRequiredValue(dataset));
            Print(await ReaderEvaluation.RunAsync(set.Name, choice.Choose(parse, set.Questions), Locations.Models, ct), parse.GetValue(json));
            return 0;
        });
        return command;
    }

    private static Command Open()
    {
        var (dataset, choice, mode, json, verbose) = (Dataset(), new QuestionChoice(), SharedOptions.Mode(), SharedOptions.Json(), SharedOptions.Verbose());
        var top = new Option<int>("--top") { Description = "Passages to read, 1 to 100", DefaultValueFactory = _ => 20 };
        var command = new Command("open", "All paragraphs are the collection, every question is asked of the whole. Example: ragqa eval open --dataset FILE --sample 1000 --seed 1")
        {
            dataset, mode, top, json, verbose,
        };
        choice.AddTo(command);
        command.SetAction(async (parse, ct) =>
        {
            var set = GoldSet.Read(parse.GetRequiredValue(dataset));
            Print(
                await OpenEvaluation.RunAsync(
                    set, choice.Choose(parse, set.Questions), parse.GetValue(mode), parse.GetValue(top), parse.GetValue(verbose), ct),
                parse.GetValue(json));
            return 0;
        });
        return command;
    }

    private static Command Regressions()
    {
        var data = new Option<string>("--data") { Description = "Folder of the data sets", DefaultValueFactory = _ => Path.Combine(Locations.Home, "..", "shared", "data") };
        var verbose = SharedOptions.Verbose();
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

    private static Option<string> Dataset() => new("--dataset") { Description = "SQuAD-format file (.json or .json.gz)", Required = true };

    private static void Print(EvaluationReport report, bool json)
    {
        if (json)
        {
            Terminal.WriteJson(report);
        }
        else
        {
            report.Write(Console.Out);
        }
    }
}
