using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using RagQA.Corpus;
using RagQA.Grains.Answering;

namespace RagQA.Cli.Evaluation;

/// <summary>Open question answering: all paragraphs of the file are the collection, every question is asked of the whole.</summary>
internal static class OpenEvaluation
{
    public static async Task<EvaluationRun> RunAsync(EvaluationRequest request, CacheUse use, bool verbose, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var set = GoldSet.Read(request.Dataset);
        var questions = request.Choose(set.Questions);
        await using var collection = await OpenCollection.OpenAsync(set.Documents, verbose, cancellationToken, request.Settings);

        // The product reads until it is decided; other ways to choose an answer get all passages.
        var extent = request.Aggregation == AnswerAggregation.Marginal && !request.ReadAll ? collection.Aggregation : collection.Aggregation with { DecidedAt = null };
        var readings = await collection.AskAsync(questions, request.Mode, request.Top, extent, use, cancellationToken);
        var scale = collection.Services.GetRequiredService<ConfidenceScale>();
        return new EvaluationRun(
            new EvaluationHeader
            {
                Dataset = set.Name,
                DataSha256 = set.Sha256,
                Command = request.CommandLine(),
                Models = collection.Models,
                Code = OpenCollection.Code,
                Seconds = watch.Elapsed.TotalSeconds,
            },
            [.. questions.Zip(readings, (q, r) => Score(set, q, r, request.Aggregation, scale))]);
    }

    private static QuestionResult Score(GoldSet set, GoldQuestion question, OpenReading reading, AnswerAggregation aggregation, ConfidenceScale scale)
    {
        var answer = ChosenAnswer.Of(aggregation, reading.Read, scale);
        var scores = AnswerScores.Of(answer.Text, question, set.Version);
        scores["read"] = reading.Read.Count;
        scores["coverage"] = (double)reading.Coverage.Answered / reading.Coverage.Partitions;
        if (!question.IsImpossible)
        {
            AddRanks(scores, question, reading);
            scores["abstained"] = answer.Answered ? 0 : 1;
        }

        return new QuestionResult
        {
            Id = question.Id,
            Scores = scores,
            Slices = QuestionSlices.Of(question),
            Decision = new AnswerDecision(
                !question.IsImpossible, answer.Answered, answer.NoAnswer, answer.Confidence, AnswerScores.IsRight(answer.Text, question)),
            Timings = reading.Timings,
        };
    }

    /// <summary>Ranks of the question's own paragraph; and, as a long one is many passages, whether a passage found holds an answer where it stands.</summary>
    private static void AddRanks(Dictionary<string, double> scores, GoldQuestion question, OpenReading reading)
    {
        var rank = reading.Retrieved.Select(p => p.DocumentId).TakeWhile(id => id != question.DocumentId).Count();
        var found = rank < reading.Retrieved.Length;
        scores["hit@1"] = found && rank < 1 ? 1 : 0;
        scores["hit@5"] = found && rank < 5 ? 1 : 0;
        scores["hit@20"] = found && rank < 20 ? 1 : 0;
        scores["mrr"] = found ? 1.0 / (rank + 1) : 0;
        scores["ndcg@10"] = RankingMetrics.NdcgAt(
            [.. reading.Retrieved.Select(p => p.DocumentId).Distinct()], new Dictionary<string, int> { [question.DocumentId] = 1 });
        if (reading.Read.Count == reading.Retrieved.Length)
        {
            // As if the passages were put in the order that the reader finds them relevant in.
            string[] rescored = [.. reading.Read.OrderByDescending(r => r.Reading.Relevance).Select(r => r.Passage.DocumentId)];
            scores["rescoredHit@1"] = rescored is [var best, ..] && best == question.DocumentId ? 1 : 0;
            scores["rescoredNdcg@10"] = RankingMetrics.NdcgAt([.. rescored.Distinct()], new Dictionary<string, int> { [question.DocumentId] = 1 });
        }

        if (question.AnswerRanges.Count > 0)
        {
            scores["answer@20"] = reading.Retrieved.Take(20).Any(p => p.DocumentId == question.DocumentId
                && question.AnswerRanges.Any(a => a.Start < p.End && p.Start < a.End)) ? 1 : 0;
        }
    }
}
