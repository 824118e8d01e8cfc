using RagQA.Corpus;
using RagQA.Grains.Retrieval;
using RagQA.Storage;

namespace RagQA.Grains.Generations;

/// <summary>
/// Asks a generation and the active one the same questions, one after another, and counts what they find: those of a gold set, or stored
/// ones when there are enough. Only counts come out of it.
/// </summary>
internal sealed class ShadowComparison(IHistoryStore history, PassageRetrieval retrieval)
{
    /// <summary>Fewer stored questions than this say nothing.</summary>
    public const int LeastStored = 20;

    private const int MostStored = 500;
    private const int Depth = 20;
    private const int OverlapDepth = 10;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    /// <summary>The comparison; null when there is nothing to ask.</summary>
    public async Task<GenerationComparison?> RunAsync(
        CollectionDescription before, CollectionDescription after, Generation generation, CancellationToken cancellationToken)
    {
        var questions = generation.Gold is { } gold
            ? await Task.Run(() => Gold(gold), cancellationToken)
            : await StoredAsync(before.Name, generation.User, cancellationToken);
        if (questions.Length == 0)
        {
            return null;
        }

        var (old, now, overlaps) = (new List<double[]>(), new List<double[]>(), new List<double>());
        foreach (var question in questions)
        {
            var (one, other) = (await FindAsync(before, question, cancellationToken), await FindAsync(after, question, cancellationToken));
            overlaps.Add(Overlap([.. one.Take(OverlapDepth).Select(p => p.PassageId)], [.. other.Take(OverlapDepth).Select(p => p.PassageId)]));
            if (question.IsJudged)
            {
                var relevant = one.Concat(other).Where(p => question.IsAnsweredBy(p.Text)).Select(p => p.PassageId).ToHashSet();
                old.Add(Figures(one, relevant));
                now.Add(Figures(other, relevant));
            }
        }

        return new GenerationComparison
        {
            With = before.Generation,
            Questions = generation.Gold is { } path ? $"gold set {Path.GetFileName(path)}" : "stored questions",
            Asked = questions.Length,
            Overlap = Math.Round(overlaps.Average(), 4),
            Judged = old.Count,
            Before = Mean(old),
            After = Mean(now),
        };
    }

    /// <summary>Share of passages that both rankings have, of as many as the longer one has.</summary>
    internal static double Overlap(long[] one, long[] other)
        => Math.Max(one.Length, other.Length) is > 0 and var most ? (double)one.Intersect(other).Count() / most : 1;

    private static double[] Figures(IReadOnlyList<RankedPassage> passages, HashSet<long> relevant)
    {
        long[] ranked = [.. passages.Select(p => p.PassageId)];
        return
        [
            RankingMetrics.HitAt(ranked, relevant, 1),
            RankingMetrics.HitAt(ranked, relevant, 5),
            RankingMetrics.HitAt(ranked, relevant, 20),
            RankingMetrics.NdcgAt(ranked, relevant.ToDictionary(id => id, _ => 1)),
        ];
    }

    private static GenerationFigures? Mean(List<double[]> figures)
    {
        return figures.Count == 0 ? null : new GenerationFigures { HitAt1 = Of(0), HitAt5 = Of(1), HitAt20 = Of(2), NdcgAt10 = Of(3) };

        double Of(int figure) => Math.Round(figures.Average(f => f[figure]), 4);
    }

    private static ShadowQuestion[] Gold(string path) =>
    [
        .. SquadFile.Read(path).Questions.Where(q => !q.Question.IsImpossible).Select(q => ShadowQuestion.Of(
            q.Question.Question, q.Paragraph.Context, q.Question.Answers.Where(a => a.Start is not null).Select(a => new TextRange(a.Start!.Value, a.Start.Value + a.Text.Length)))),
    ];

    private async Task<ShadowQuestion[]> StoredAsync(string collection, string user, CancellationToken cancellationToken)
    {
        // Only the user's own: nobody else's questions may be asked on their behalf.
        var own = await history.ListAsync(user, new HistoryQuery { Limit = MostStored }, cancellationToken);
        var questions = own.Where(e => e.Collection == collection).Select(e => new ShadowQuestion(e.Question, e.Subject, [])).DistinctBy(q => (q.Text, q.Subject)).ToArray();
        return questions.Length < LeastStored ? [] : questions;
    }

    private async Task<IReadOnlyList<RankedPassage>> FindAsync(CollectionDescription collection, ShadowQuestion question, CancellationToken cancellationToken)
    {
        var found = await retrieval.RetrieveAsync(
            new RetrievalRequest
            {
                Collection = collection,
                Query = question.Text,
                Scope = new PassageScope { Principal = Principal.Local, Subject = question.Subject },
                Mode = RetrievalMode.Hybrid,
                Top = Depth,
            },
            Deadline,
            SilentProgress.Instance,
            cancellationToken);
        return found.Coverage is { IsComplete: true, LexicalOnly: false }
            ? found.Passages
            : throw new RagQAException(FailureKind.Unavailable, $"Generation {collection.Generation} did not answer every question while it was compared. Start the upgrade again when all silos are up.");
    }
}
