using System.CommandLine;
using RagQA.Cli.Benchmarks;

namespace RagQA.Cli.Commands;

/// <summary>Measurements with a baseline in the same run.</summary>
internal static class BenchCommand
{
    public static Command Create() => new("bench", "Measures speed. Example: ragqa bench ask") { Ask(), Reader(), Parse() };

    private static Command Ask()
    {
        var (dataset, questions, concurrency, json, verbose) = (Dataset(), Questions(), Concurrency(), SharedOptions.Json(), SharedOptions.Verbose());
        var web = new Option<bool>("--web") { Description = "20 users of a whole server over HTTP, in an open loop at half its measured capacity" };
        var command = new Command("ask", "Time of each stage of a question against the bare models on the same inputs; with --concurrency, throughput with so many questions at once. Example: ragqa bench ask --concurrency 1,4,16")
        {
            dataset, questions, concurrency, web, json, verbose,
        };
        command.SetAction(async (parse, ct) =>
        {
            var settings = new BenchSettings(
                parse.GetRequiredValue(dataset), parse.GetValue(questions), parse.GetValue(concurrency) ?? [], parse.GetValue(verbose));
            if (parse.GetValue(web))
            {
                Print(await WebBench.RunAsync(settings, ct), parse.GetValue(json), (report, output) => report.Write(output));
            }
            else if (settings.Concurrency.Count > 0)
            {
                Print(await ThroughputBench.AskAsync(settings, ct), parse.GetValue(json), (report, output) => report.Write(output));
            }
            else
            {
                Print(await AskBench.RunAsync(settings, ct), parse.GetValue(json), (report, output) => report.Write(output));
            }

            return 0;
        });
        return command;
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
            Print(report, parse.GetValue(json), (r, output) => r.Write(output));
            return 0;
        });
        return command;
    }

    private static Command Reader()
    {
        var (dataset, questions, concurrency, json, verbose) = (Dataset(), Questions(), Concurrency(), SharedOptions.Json(), SharedOptions.Verbose());
        var command = new Command("reader", "Reading 20 passages a question, several questions at once, against the bare session on the same inputs. Example: ragqa bench reader --concurrency 1,4,16")
        {
            dataset, questions, concurrency, json, verbose,
        };
        command.SetAction(async (parse, ct) =>
        {
            var settings = new BenchSettings(
                parse.GetRequiredValue(dataset), parse.GetValue(questions), parse.GetValue(concurrency) ?? [1, 4, 16], parse.GetValue(verbose));
            Print(await ThroughputBench.ReadAsync(settings, ct), parse.GetValue(json), (report, output) => report.Write(output));
            return 0;
        });
        return command;
    }

    private static void Print<T>(T report, bool json, Action<T, TextWriter> write)
    {
        if (json)
        {
            Terminal.WriteJson(report);
        }
        else
        {
            write(report, Console.Out);
        }
    }

    private static Option<string> Dataset() => new("--dataset")
    {
        Description = "SQuAD-format file",
        DefaultValueFactory = _ => Path.Combine(Locations.Home, "tests", "gold", "sample.json"),
    };

    private static Option<int> Questions() => new("--questions") { Description = "Questions asked", DefaultValueFactory = _ => 40 };

    private static Option<int[]?> Concurrency() => new("--concurrency")
    {
        Description = "Questions at once, such as 1,4,16",
        CustomParser = result =>
        {
            var parts = result.Tokens.Single().Value.Split(',');
            var numbers = parts.Select(p => int.TryParse(p, out var number) ? number : 0).ToArray();
            if (numbers.All(n => n is >= 1 and <= 256))
            {
                return numbers;
            }

            result.AddError("--concurrency needs numbers from 1 to 256 with commas between them, such as 1,4,16.");
            return null;
        },
    };
}
