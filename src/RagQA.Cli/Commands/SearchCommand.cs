using System.CommandLine;
using System.Globalization;

namespace RagQA.Cli.Commands;

/// <summary>Ranked passages with the parts of their score.</summary>
internal static class SearchCommand
{
    public static Command Create()
    {
        var query = new Argument<string>("query") { Description = "What to look for" };
        var top = new Option<int>("--top") { Description = "Passages, 1 to 100", DefaultValueFactory = _ => 10 };
        var (collection, subject, mode) = (SharedOptions.Collection(), SharedOptions.Subject(), SharedOptions.Mode());
        var explain = new Option<bool>("--explain") { Description = "How each partition searched the embeddings, and why so; and the time of each stage" };
        var (json, data, verbose) = (SharedOptions.Json(), SharedOptions.DataDirectory(), SharedOptions.Verbose());
        var command = new Command("search", "Ranks passages for a query. Example: ragqa search \"gentamicin trough\" --mode lexical")
        {
            query, collection, subject, top, mode, explain, json, data, verbose,
        };
        command.SetAction(async (parse, ct) =>
        {
            await using var session = await RagQASession.OpenAsync(parse.GetRequiredValue(data), parse.GetValue(verbose), ct);
            var result = await session.Client.SearchAsync(
                new SearchRequest
                {
                    Collection = parse.GetRequiredValue(collection),
                    Query = parse.GetRequiredValue(query),
                    Subject = parse.GetValue(subject),
                    Top = parse.GetValue(top),
                    Mode = parse.GetValue(mode),
                },
                ct);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(result);
                return 0;
            }

            foreach (var passage in result.Passages)
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{passage.Rank}. {passage.Title} › {passage.Section}   score {passage.Score:0.0000}, dense {Part(passage.FoundBy.Dense, passage.DenseScore)}, lexical {Part(passage.FoundBy.Lexical, passage.LexicalScore)}"));
            }

            if (parse.GetValue(explain))
            {
                Explain(result);
            }

            AnswerPrinter.WriteSpelling(result.Spelling, Console.Out);
            Console.Out.WriteLine($"({result.Coverage.Answered} of {result.Coverage.Partitions} partitions)");
            return 0;
        });
        return command;
    }

    private static void Explain(SearchResult result)
    {
        foreach (var search in result.Searches)
        {
            Console.Out.WriteLine($"partition {search.Partition}: {search.Method} ({search.Reason})");
        }

        var t = result.Timings;
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"encode {t.EncodeMs:0.0} ms, search {t.SearchMs:0.0} ms, verify {t.VerifyMs:0.0} ms"));
    }

    private static string Part(int? rank, double? score)
        => rank is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"#{rank} ({score:0.000})");
}
