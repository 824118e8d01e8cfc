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
        return new Command("bench", "Measures speed. Example: ragqa bench ask") { ask, Ingest() };
    }

    private static Command Ingest()
    {
        var passages = new Option<int>("--passages") { Description = "Passages, about", DefaultValueFactory = _ => 5000 };
        var memory = new Option<bool>("--memory") { Description = "Instead: memory of the process every 10,000 passages, with made-up vectors" };
        var (json, verbose) = (SharedOptions.Json(), SharedOptions.Verbose());
        var command = new Command("ingest", "Throughput of ingestion against the bare encoder's on the same passages. Example: ragqa bench ingest") { passages, memory, json, verbose };
        command.SetAction(async (parse, ct) =>
        {
            if (parse.GetValue(memory))
            {
                var grown = await IngestBench.RunMemoryAsync(parse.GetValue(passages), parse.GetValue(verbose), ct);
                Print(grown, grown.Write, parse.GetValue(json));
                return 0;
            }

            var report = await IngestBench.RunAsync(parse.GetValue(passages), parse.GetValue(verbose), ct);
            Print(report, report.Write, parse.GetValue(json));
            return 0;
        });
        return command;
    }

    private static void Print<T>(T report, Action<TextWriter> write, bool json)
    {
        if (json)
        {
            Terminal.WriteJson(report);
        }
        else
        {
            write(Console.Out);
        }
    }
}
