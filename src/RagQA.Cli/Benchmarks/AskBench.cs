using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using RagQA.Cli.Evaluation;
using RagQA.Corpus;
using RagQA.Inference;

namespace RagQA.Cli.Benchmarks;

/// <summary>Asks questions through the grains and then gives the bare models the very same inputs.</summary>
internal static class AskBench
{
    private const int WarmUp = 5;

    public static async Task<AskBenchReport> RunAsync(string dataset, int questions, bool verbose, CancellationToken cancellationToken)
    {
        var set = GoldSet.Read(dataset);
        await using var collection = await OpenCollection.OpenAsync($"bench-{set.Sha256[..16]}", set.Documents, verbose, cancellationToken);
        var chosen = QuestionChoice.Draw(set.Questions, questions + WarmUp, seed: 1);
        var encoder = collection.Services.GetRequiredService<QuestionEncoder>();
        var reader = collection.Services.GetRequiredService<SpanReader>();
        var threads = collection.Services.GetRequiredService<InferencePool>().Threads;
        var readings = new List<OpenReading>();
        var bareEncode = new List<double>();
        var bareRead = new List<double>();
        foreach (var question in chosen)
        {
            // The two take turns: whatever else the machine does falls on both alike.
            var reading = await collection.AskOnceAsync(question, RetrievalMode.Hybrid, 20, cancellationToken);
            readings.Add(reading);
            var text = ReadingText.From(question.Question).Text;
            bareEncode.Add(Time(() => encoder.Encode(encoder.Prepare(text))));
            var passages = reading.Read.Select(r => ReadingText.From(r.Passage.Text).Text).ToArray();
            bareRead.Add(Time(() => Parallel.ForEach(
                passages, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, p => reader.Read(text, p))));
        }

        return AskBenchReport.Of(
            [.. readings.Skip(WarmUp).Select(r => r.Timings)], [.. bareEncode.Skip(WarmUp)], [.. bareRead.Skip(WarmUp)]);
    }

    private static double Time(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalMilliseconds;
    }
}
