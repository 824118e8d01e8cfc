using System.Diagnostics;
using RagQA.Corpus;
using RagQA.Inference;

namespace RagQA.Cli.Evaluation;

/// <summary>Closed reading: every question with its own paragraph.</summary>
internal static class ReaderEvaluation
{
    public static async Task<EvaluationReport> RunAsync(
        string dataset, IReadOnlyList<GoldQuestion> questions, string modelsDirectory, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        using var models = InferenceModels.Open(new InferenceOptions { ModelsDirectory = modelsDirectory });
        var readings = new PassageReading[questions.Count];
        await ProgressBar.ForEachAsync("reading", questions.Count, models.Pool.Threads, i =>
        {
            readings[i] = models.Reader.Read(
                ReadingText.From(questions[i].Question).Text, ReadingText.From(questions[i].Context).Text);
            return Task.CompletedTask;
        }, cancellationToken);

        var scores = new Scores();
        var decisions = new List<(bool Answerable, bool Answered)>();
        for (var i = 0; i < questions.Count; i++)
        {
            var question = questions[i];
            var best = readings[i].Spans is [var first, ..] ? first : default;
            var text = TextOf(question.Context, best);
            decisions.Add((!question.IsImpossible, best.Score > 0));
            if (!question.IsImpossible)
            {
                scores.Add("em", 100 * SquadMetrics.ExactMatch(text, question.Answers));
                scores.Add("f1", 100 * SquadMetrics.F1(text, question.Answers));
            }
        }

        return new EvaluationReport
        {
            Dataset = dataset,
            Questions = questions.Count,
            Em = scores.Mean("em"),
            F1 = scores.Mean("f1"),
            NoAnswer = NoAnswerReports.Of(decisions),
            Intervals = scores.Intervals(),
            Models = models.Names,
            Seconds = watch.Elapsed.TotalSeconds,
        };
    }

    /// <summary>The span in the stored paragraph, as the product would quote it.</summary>
    private static string TextOf(string context, SpanCandidate span)
    {
        var range = ReadingText.From(context).ToText(span.Start, span.End);
        return context[range.Start..range.End];
    }
}
