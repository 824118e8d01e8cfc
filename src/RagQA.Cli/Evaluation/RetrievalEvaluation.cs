using System.Diagnostics;
using RagQA.Corpus;

namespace RagQA.Cli.Evaluation;

/// <summary>Documents ranked for queries: a document counts by its best passage.</summary>
internal static class RetrievalEvaluation
{
    /// <summary>As many as both retrievers give together, so that what is ranked is all that the product could find.</summary>
    private const int Passages = 200;

    public static async Task<EvaluationRun> RunAsync(EvaluationRequest request, CacheUse cache, bool verbose, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var set = RetrievalSet.Read(request.Dataset, request.Split);
        var queries = request.Choose(set.Queries);
        var documents = request.Documents is { } count ? Part(set.Documents, queries, count, request.Seed) : set.Documents;
        await using var collection = await OpenCollection.OpenAsync(documents, verbose, cancellationToken, request.Settings);
        var found = await collection.RankAsync(queries, request.Mode, Passages, cache, cancellationToken);
        return new EvaluationRun(
            new EvaluationHeader
            {
                Dataset = request.Documents is null ? set.Name : $"{set.Name}, {documents.Count} documents",
                DataSha256 = HashOf(set),
                Command = request.CommandLine(),
                Models = collection.Models,
                Code = OpenCollection.Code,
                Seconds = watch.Elapsed.TotalSeconds,
            },
            [.. queries.Zip(found, Score)]);
    }

    /// <summary>The documents judged for these queries, and others drawn with the seed up to a number.</summary>
    public static IReadOnlyList<RetrievalDocument> Part(IReadOnlyList<RetrievalDocument> all, IReadOnlyList<RetrievalQuery> queries, int count, int seed)
    {
        var judged = queries.SelectMany(q => q.Grades.Keys).ToHashSet();
        var others = all.Where(d => !judged.Contains(d.Id)).ToArray();
        var drawn = EvaluationRequest.Draw(others, Math.Max(0, count - (all.Count - others.Length)), seed).Select(d => d.Id).ToHashSet();
        return [.. all.Where(d => judged.Contains(d.Id) || drawn.Contains(d.Id))];
    }

    private static QuestionResult Score(RetrievalQuery query, RetrievedDocuments found)
    {
        var relevant = query.Grades.Where(g => g.Value > 0).Select(g => g.Key).ToHashSet();
        return new QuestionResult
        {
            Id = query.Id,
            Scores = new Dictionary<string, double>
            {
                ["ndcg@10"] = RankingMetrics.NdcgAt(found.Ranked, query.Grades),
                ["recall@100"] = RankingMetrics.RecallAt(found.Ranked, relevant, 100),
                ["map"] = RankingMetrics.AveragePrecision(found.Ranked, relevant),
                ["mrr"] = RankingMetrics.ReciprocalRank(found.Ranked, relevant),
                ["hit@1"] = RankingMetrics.HitAt(found.Ranked, relevant, 1),
                ["hit@5"] = RankingMetrics.HitAt(found.Ranked, relevant, 5),
                ["hit@20"] = RankingMetrics.HitAt(found.Ranked, relevant, 20),
            },
            Slices = new Dictionary<string, string> { ["question word"] = QuestionSlices.WordOf(query.Text) },
            Timings = found.Timings,
        };
    }

    private static string HashOf(RetrievalSet set) => CodeVersion.ShortHash(string.Join('\n', set.Documents
        .Select(d => CodeVersion.ShortHash($"{d.Id}\n{d.Title}\n{d.Text}"))
        .Concat(set.Queries.Select(q => CodeVersion.ShortHash($"{q.Id}\n{q.Text}\n{string.Join(' ', q.Grades.OrderBy(g => g.Key, StringComparer.Ordinal))}")))));
}
