using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using RagQA.Cli.Evaluation;
using RagQA.Grains.Answering;
using RagQA.Inference;

namespace RagQA.Cli.Benchmarks;

/// <summary>
/// Questions in a closed loop, some at once. Product and bare session take turns block by block, so that whatever else the
/// machine does falls on both alike; the bare session gets the passages that the product found for the same questions.
/// </summary>
internal static class ThroughputBench
{
    private const int Top = 20;
    private const int WarmUp = 4;

    /// <summary>No early stop: the bare session reads all passages, too.</summary>
    private static readonly AggregatorOptions ReadAll = new() { DecidedAt = null };
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    /// <summary>Whole questions: encoding, search, verification and reading.</summary>
    public static Task<ThroughputReport> AskAsync(BenchSettings settings, CancellationToken cancellationToken)
        => RunAsync("whole questions, 20 passages read for each", settings, (collection, question, _) =>
            collection.AskOnceAsync(question, RetrievalMode.Hybrid, Top, ReadAll, cancellationToken), cancellationToken);

    /// <summary>Reading alone, of passages found before.</summary>
    public static Task<ThroughputReport> ReadAsync(BenchSettings settings, CancellationToken cancellationToken)
        => RunAsync("reading 20 passages for each question", settings, (collection, question, passages) =>
            collection.Services.GetRequiredService<PassageReader>().ReadAsync(question.Question, passages, ReadAll, Deadline, SilentAnswer.Instance, cancellationToken), cancellationToken);

    private static async Task<ThroughputReport> RunAsync(
        string what, BenchSettings settings, Func<OpenCollection, GoldQuestion, IReadOnlyList<RankedPassage>, Task> product, CancellationToken cancellationToken)
    {
        var set = GoldSet.Read(settings.Dataset);
        await using var collection = await OpenCollection.OpenAsync(set.Documents, settings.Verbose, cancellationToken);
        var models = collection.Services.GetRequiredService<InferenceModels>();
        using var bare = new BareReader(models);
        var rows = new List<ThroughputRow>();
        foreach (var concurrency in settings.Concurrency)
        {
            var questions = EvaluationRequest.Draw(set.Questions, Math.Max(settings.Questions, concurrency), seed: 1);
            var found = new Dictionary<string, IReadOnlyList<RankedPassage>>();
            foreach (var question in questions)
            {
                found[question.Id] = (await collection.RetrieveAsync(question.Question, RetrievalMode.Hybrid, Top, cancellationToken)).Passages;
            }

            foreach (var question in questions.Take(WarmUp))
            {
                await product(collection, question, found[question.Id]);
                bare.Run(Sequences(bare, question, found[question.Id]));
            }

            rows.Add(await MeasureAsync(
                concurrency, questions, found, q => product(collection, q, found[q.Id]), q => Sequences(bare, q, found[q.Id]), bare, cancellationToken));
        }

        return new ThroughputReport(what, models.Pool.Threads, rows);
    }

    private static async Task<ThroughputRow> MeasureAsync(
        int concurrency,
        IReadOnlyList<GoldQuestion> questions,
        Dictionary<string, IReadOnlyList<RankedPassage>> found,
        Func<GoldQuestion, Task> product,
        Func<GoldQuestion, IReadOnlyList<(long[] Tokens, int Before)>> sequences,
        BareReader bare,
        CancellationToken cancellationToken)
    {
        var latencies = new ConcurrentBag<double>();
        var (productTime, bareTime) = (TimeSpan.Zero, TimeSpan.Zero);

        // A block of several rounds, so that its end, where fewer than all are at work, weighs little.
        foreach (var block in questions.Chunk(Math.Max(4, 4 * concurrency)))
        {
            var prepared = block.SelectMany(sequences).ToArray();
            var watch = Stopwatch.StartNew();
            await Parallel.ForEachAsync(block, new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellationToken }, async (question, _) =>
            {
                var one = Stopwatch.StartNew();
                await product(question);
                latencies.Add(one.Elapsed.TotalMilliseconds);
            });
            productTime += watch.Elapsed;
            watch.Restart();
            bare.Run(prepared);
            bareTime += watch.Elapsed;
        }

        var passages = questions.Sum(q => found[q.Id].Count);
        return new ThroughputRow(
            concurrency,
            questions.Count,
            passages,
            questions.Count / productTime.TotalSeconds,
            passages / productTime.TotalSeconds,
            passages / bareTime.TotalSeconds,
            bareTime / productTime,
            LatencyReport.Percentile(latencies, 0.5),
            LatencyReport.Percentile(latencies, 0.95));
    }

    private static IReadOnlyList<(long[] Tokens, int Before)> Sequences(BareReader bare, GoldQuestion question, IReadOnlyList<RankedPassage> passages)
        => [.. passages.SelectMany(p => bare.Prepare(question.Question, p.Text))];
}
