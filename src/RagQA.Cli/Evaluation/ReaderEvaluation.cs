using System.Diagnostics;
using RagQA.Corpus;
using RagQA.Inference;

namespace RagQA.Cli.Evaluation;

/// <summary>Closed reading: every question with its own paragraph.</summary>
internal static class ReaderEvaluation
{
    private static string Code { get; } = CodeVersion.Of(typeof(SpanReader).Assembly, typeof(ReadingText).Assembly);

    public static async Task<EvaluationRun> RunAsync(EvaluationRequest request, CacheUse use, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var set = GoldSet.Read(request.Dataset);
        var questions = request.Choose(set.Questions);
        using var models = InferenceModels.Open(new InferenceOptions { ModelsDirectory = Locations.Models });
        using var cache = ResultCache<KeptReading>.Open(
            Path.Combine(Locations.EvaluationCache, $"reader-{set.Sha256[..16]}"), $"readings-{CodeVersion.Of(models)}", Code, use, r => r.Key);
        var missing = questions.DistinctBy(q => q.ReadingKey).Where(q => !cache.Contains(q.ReadingKey)).ToArray();
        await ProgressBar.ForEachAsync("reading", missing.Length, models.Pool.Threads, i =>
        {
            var context = ReadingText.From(missing[i].Context);
            var reading = models.Reader.Read(ReadingText.From(missing[i].Question).Text, context.Text);
            cache.Add(new KeptReading(missing[i].ReadingKey, reading with { Spans = Array.ConvertAll(reading.Spans, s => ToText(context, s)) }));
            return Task.CompletedTask;
        }, cancellationToken);
        return new EvaluationRun(
            new EvaluationHeader
            {
                Dataset = set.Name,
                DataSha256 = set.Sha256,
                Command = request.CommandLine(),
                Models = models.Names,
                Code = Code,
                Seconds = watch.Elapsed.TotalSeconds,
            },
            [.. questions.Select(q => Score(set, q, cache[q.ReadingKey].Reading))]);
    }

    private static QuestionResult Score(GoldSet set, GoldQuestion question, PassageReading reading)
    {
        var best = reading.Spans is [var first, ..] ? first : new SpanCandidate(0, 0, float.MinValue);
        return new QuestionResult
        {
            Id = question.Id,
            Scores = AnswerScores.Of(question.Context[best.Start..best.End], question, set.Version),
            Slices = QuestionSlices.Of(question),
            Decision = new AnswerDecision(
                !question.IsImpossible, best.Score > 0, -best.Score, null, AnswerScores.IsRight(question.Context[best.Start..best.End], question)),
        };
    }

    /// <summary>The span in the stored paragraph, as the product would quote it.</summary>
    private static SpanCandidate ToText(ReadingText context, SpanCandidate span)
    {
        var range = context.ToText(span.Start, span.End);
        return new SpanCandidate(range.Start, range.End, span.Score);
    }

    /// <summary>A reading in the cache; offsets refer to the paragraph.</summary>
    private sealed record KeptReading(string Key, PassageReading Reading);
}
