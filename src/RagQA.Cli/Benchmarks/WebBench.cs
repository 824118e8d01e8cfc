using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using RagQA.Cli.Evaluation;
using RagQA.Client;
using RagQA.Server;

namespace RagQA.Cli.Benchmarks;

/// <summary>
/// A whole server over HTTP: 1 one question at a time, 2 twenty users who ask as fast as they are answered, which is the
/// capacity, 3 questions that come by chance at half the capacity whether or not others are still being answered.
/// </summary>
internal static class WebBench
{
    private const string Collection = "bench";
    private const int Users = 20;
    private const int WarmUp = 4;

    /// <summary>How often the questions come in the open loop: one in twenty of a hundred is too few to go by.</summary>
    private const int Rounds = 3;

    public static async Task<WebBenchReport> RunAsync(BenchSettings settings, CancellationToken cancellationToken)
    {
        var set = GoldSet.Read(settings.Dataset);
        var folder = Directory.CreateTempSubdirectory("ragqa-bench-");
        try
        {
            var options = new ServerOptions { DataDirectory = folder.FullName, ModelsDirectory = Locations.Models, Port = 0, Verbose = settings.Verbose };
            await using var server = await RagQAHost.CreateServerAsync(options, cancellationToken);
            await server.StartAsync(cancellationToken);
            await FillAsync(server.Services.GetRequiredService<IRagQAClient>(), set, cancellationToken);
            using var http = new HttpClient { BaseAddress = new Uri(server.Urls.First()), Timeout = TimeSpan.FromMinutes(2) };
            var questions = EvaluationRequest.Draw(set.Questions, settings.Questions + WarmUp, seed: 1);
            foreach (var question in questions.Take(WarmUp))
            {
                await AskAsync(http, question, cancellationToken);
            }

            var report = await MeasureAsync(http, [.. questions.Skip(WarmUp)], cancellationToken);
            await server.StopAsync(cancellationToken);
            return report;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<WebBenchReport> MeasureAsync(HttpClient http, IReadOnlyList<GoldQuestion> questions, CancellationToken cancellationToken)
    {
        // 1 Unloaded.
        var unloaded = new List<double>();
        foreach (var question in questions)
        {
            unloaded.Add(await AskAsync(http, question, cancellationToken));
        }

        // 2 Capacity: a closed loop.
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            questions,
            new ParallelOptions { MaxDegreeOfParallelism = Users, CancellationToken = cancellationToken },
            async (question, stop) => await AskAsync(http, question, stop));
        var capacity = questions.Count / watch.Elapsed.TotalSeconds;

        // 3 Half of it: an open loop with exponential gaps, as of users who know nothing of each other.
        var random = new Random(1);
        var loaded = new ConcurrentBag<double>();
        var running = new List<Task>();
        var start = Stopwatch.StartNew();
        var due = TimeSpan.Zero;
        foreach (var question in Enumerable.Repeat(questions, Rounds).SelectMany(q => q))
        {
            due += TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) / (capacity / 2));
            if (due > start.Elapsed)
            {
                await Task.Delay(due - start.Elapsed, cancellationToken);
            }

            running.Add(Task.Run(async () => loaded.Add(await AskAsync(http, question, cancellationToken)), cancellationToken));
        }

        await Task.WhenAll(running);
        return new WebBenchReport(
            questions.Count,
            Users,
            capacity,
            LatencyReport.Percentile(unloaded, 0.5),
            LatencyReport.Percentile(loaded, 0.5),
            LatencyReport.Percentile(loaded, 0.95));
    }

    private static async Task<double> AskAsync(HttpClient http, GoldQuestion question, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        using var reply = await http.PostAsJsonAsync($"/v1/collections/{Collection}/answers", new { question = question.Question, deadlineMs = 60_000 }, cancellationToken);
        reply.EnsureSuccessStatusCode();
        await reply.Content.ReadAsByteArrayAsync(cancellationToken);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task FillAsync(IRagQAClient client, GoldSet set, CancellationToken cancellationToken)
    {
        await client.PutCollectionAsync(Collection, new CollectionInput(), Principal.Local, cancellationToken);
        for (var i = 0; i < set.Documents.Count; i++)
        {
            var document = set.Documents[i];
            var input = new DocumentInput
            {
                Id = i.ToString(CultureInfo.InvariantCulture),
                Text = document.Text,
                Attributes = new DocumentAttributes { Title = document.Title.Length > 0 ? document.Title : null },
            };
            await client.PutDocumentAsync(Collection, input, wait: i == set.Documents.Count - 1, cancellationToken);
        }
    }
}
