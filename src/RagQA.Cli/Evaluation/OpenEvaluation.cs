using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using RagQA.Corpus;
using RagQA.Grains.Answering;
using RagQA.Inference;

namespace RagQA.Cli.Evaluation;

/// <summary>Open question answering: all paragraphs of the file are the collection, every question is asked of the whole.</summary>
internal static class OpenEvaluation
{
    public static async Task<EvaluationReport> RunAsync(
        GoldSet set, IReadOnlyList<GoldQuestion> questions, RetrievalMode mode, int top, bool verbose, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await using var collection = await OpenCollection.OpenAsync(set.Sha256[..16], set.Documents, verbose, cancellationToken);
        var readings = await collection.AskAsync(questions, mode, top, cancellationToken);
        var scale = collection.Services.GetRequiredService<ConfidenceScale>();
        var scores = new Scores();
        var decisions = new List<(bool Answerable, bool Answered)>();
        foreach (var (question, reading) in questions.Zip(readings))
        {
            var groups = Aggregator.Aggregate(reading.Read, scale.Aggregation);
            var answered = groups.Count > 0 && scale.IsAnswer(groups[0]);
            decisions.Add((!question.IsImpossible, answered));
            scores.Add("coverage", (double)reading.Coverage.Answered / reading.Coverage.Partitions);
            if (!question.IsImpossible)
            {
                Score(scores, question, reading, groups);
                scores.Add("abstained", answered ? 0 : 1);
            }
        }

        return new EvaluationReport
        {
            Dataset = set.Name,
            Questions = questions.Count,
            Em = scores.Mean("em"),
            F1 = scores.Mean("f1"),
            Hit1 = scores.Mean("hit@1"),
            Hit5 = scores.Mean("hit@5"),
            Hit20 = scores.Mean("hit@20"),
            Mrr = scores.Mean("mrr"),
            NoAnswer = NoAnswerReports.Of(decisions),
            Abstained = scores.Mean("abstained"),
            Coverage = scores.Mean("coverage"),
            LatencyMs = LatencyReport.Of([.. readings.Select(r => r.Timings)]),
            Intervals = scores.Intervals(),
            Models = collection.Services.GetRequiredService<InferenceModels>().Names,
            Seconds = watch.Elapsed.TotalSeconds,
        };
    }

    /// <summary>EM and F1 are of the best answer whether or not it would have been given: abstention has figures of its own.</summary>
    private static void Score(Scores scores, GoldQuestion question, OpenReading reading, IReadOnlyList<AnswerGroup> groups)
    {
        var rank = reading.Retrieved.Select(p => p.DocumentId).TakeWhile(id => id != question.DocumentId).Count();
        var found = rank < reading.Retrieved.Length;
        scores.Add("hit@1", found && rank < 1 ? 1 : 0);
        scores.Add("hit@5", found && rank < 5 ? 1 : 0);
        scores.Add("hit@20", found && rank < 20 ? 1 : 0);
        scores.Add("mrr", found ? 1.0 / (rank + 1) : 0);
        var text = groups.Count > 0 ? groups[0].Spans[0].Text : "";
        scores.Add("em", 100 * SquadMetrics.ExactMatch(text, question.Answers));
        scores.Add("f1", 100 * SquadMetrics.F1(text, question.Answers));
    }
}
