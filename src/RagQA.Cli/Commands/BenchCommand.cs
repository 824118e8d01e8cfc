using System.CommandLine;
using System.Globalization;
using RagQA.Cli.Benchmarks;

namespace RagQA.Cli.Commands;

/// <summary>Measurements with a baseline in the same run.</summary>
internal static class BenchCommand
{
    public static Command Create() => new("bench", "Measures speed. Example: ragqa bench ask") { Ask(), Index(), Ingest(), Parse(), Reader() };

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

    private static Command Index()
    {
        var passages = new Option<int[]>("--passages")
        {
            Description = "Sizes to measure",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [10_000, 100_000, 200_000],
        };
        var dimension = new Option<int>("--dimension") { Description = "Numbers per embedding", DefaultValueFactory = _ => 384 };
        var turns = new Option<int>("--turns") { Description = "Times that each search is measured; the median counts", DefaultValueFactory = _ => 31 };
        var noGraph = new Option<bool>("--no-graph") { Description = "Without graphs, whose building takes most of the time" };
        var links = new Option<int[]>("--links") { Description = "Also graphs with these numbers of links, each with several numbers of candidates", AllowMultipleArgumentsPerToken = true };
        var hard = new Option<bool>("--hard") { Description = "Embeddings that point anywhere: the worst case for a graph" };
        var noFaiss = new Option<bool>("--no-faiss") { Description = "Without FAISS, which takes the most memory" };
        var json = SharedOptions.Json();
        var command = new Command("index", "Time and memory of the indexes of a partition on made-up passages, with FAISS and the memory limit beside them. Example: ragqa bench index --passages 100000")
        {
            passages, dimension, hard, turns, noGraph, links, noFaiss, json,
        };
        command.SetAction((parse, ct) => Task.Run(() =>
        {
            var bench = new IndexBench(parse.GetValue(dimension), !parse.GetValue(hard), parse.GetValue(turns), !parse.GetValue(noGraph), parse.GetValue(links) ?? [], !parse.GetValue(noFaiss), ct);
            var report = bench.Run(parse.GetRequiredValue(passages));
            Print(report, parse.GetValue(json), (r, output) => r.Write(output));
            return 0;
        }, ct));
        return command;
    }

    private static Command Ingest()
    {
        var passages = new Option<int?>("--passages") { Description = "Passages, about [default: 5000, or 100000 with --memory]" };
        var memory = new Option<bool>("--memory") { Description = "Instead: memory of the process every 10,000 passages, with made-up vectors" };
        var (json, verbose) = (SharedOptions.Json(), SharedOptions.Verbose());
        var command = new Command("ingest", "Throughput of ingestion against the bare encoder's on the same passages. Example: ragqa bench ingest") { passages, memory, json, verbose };
        command.SetAction(async (parse, ct) =>
        {
            if (parse.GetValue(memory))
            {
                var grown = await IngestBench.RunMemoryAsync(
                    parse.GetValue(passages) ?? 100_000,
                    parse.GetValue(verbose),
                    step => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step.Passages} passages after {step.Seconds:0.0} s more")),
                    ct);
                Print(grown, parse.GetValue(json), (r, output) => r.Write(output));
                return 0;
            }

            var report = await IngestBench.RunAsync(parse.GetValue(passages) ?? 5000, parse.GetValue(verbose), ct);
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
                parse.GetRequiredValue(dataset), parse.GetValue(questions), parse.GetValue(concurrency) is { Length: > 0 } given ? given : [1, 4, 16], parse.GetValue(verbose));
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
