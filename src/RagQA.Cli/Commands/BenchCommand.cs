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
        return new Command("bench", "Measures speed. Example: ragqa bench ask") { ask, Index() };
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
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(report);
            }
            else
            {
                report.Write(Console.Out);
            }

            return 0;
        }, ct));
        return command;
    }
}
