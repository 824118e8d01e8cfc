using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using RagQA.Cli.Evaluation;
using RagQA.Corpus;
using RagQA.Inference;

namespace RagQA.Cli.Benchmarks;

/// <summary>Asks questions one at a time through the grains and then gives the bare models the very same inputs.</summary>
internal static class AskBench
{
    private const int WarmUp = 5;

    public static async Task<AskBenchReport> RunAsync(BenchSettings settings, CancellationToken cancellationToken)
    {
        var set = GoldSet.Read(settings.Dataset);
        await using var collection = await OpenCollection.OpenAsync(set.Documents, settings.Verbose, cancellationToken);
        var chosen = EvaluationRequest.Draw(set.Questions, settings.Questions + WarmUp, seed: 1);
        var encoder = collection.Services.GetRequiredService<QuestionEncoder>();
        using var reader = new BareReader(collection.Services.GetRequiredService<InferenceModels>());
        var readings = new List<OpenReading>();
        var bareEncode = new List<double>();
        var bareRead = new List<double>();
        foreach (var question in chosen)
        {
            // The two take turns: whatever else the machine does falls on both alike.
            var reading = await collection.AskOnceAsync(question, RetrievalMode.Hybrid, 20, collection.Aggregation, cancellationToken);
            readings.Add(reading);
            var tokens = encoder.Prepare(ReadingText.From(question.Question).Text);
            bareEncode.Add(Time(() => encoder.Encode(tokens)));
            var sequences = reading.Read.SelectMany(r => reader.Prepare(question.Question, r.Passage.Text)).ToArray();
            bareRead.Add(Time(() => reader.Run(sequences)));
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
