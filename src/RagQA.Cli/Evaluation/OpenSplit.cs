using RagQA.Corpus;

namespace RagQA.Cli.Evaluation;

/// <summary>
/// The open setting: of a data set's articles a part is indexed and an equal part is not. Questions on the first should be
/// answered, questions on the second not; nor those that the set itself calls impossible, which sound much like what is indexed.
/// </summary>
internal sealed record OpenSplit(IReadOnlyList<RetrievalDocument> Indexed, IReadOnlyList<GoldQuestion> Answerable, IReadOnlyList<GoldQuestion> Unanswerable)
{
    /// <summary>Even-numbered articles for fitting, odd-numbered ones for figures; of each half of the articles, drawn with the seed, is indexed.</summary>
    public static (OpenSplit Fit, OpenSplit HeldOut) Draw(GoldSet set, int questionsEach, int seed)
    {
        var articles = set.Questions.Select(q => q.Article).Distinct().Order().ToArray();
        return articles.Length < 4
            ? throw new RagQAException(
                FailureKind.Unsupported, $"{set.Name} has questions on {articles.Length} articles; a calibration needs at least 4, half of them for fitting.")
            : (Of(set, [.. articles.Where(a => a % 2 == 0)], questionsEach, seed), Of(set, [.. articles.Where(a => a % 2 != 0)], questionsEach, seed));
    }

    private static OpenSplit Of(GoldSet set, int[] articles, int questionsEach, int seed)
    {
        var drawn = EvaluationRequest.Draw(articles, articles.Length, seed);
        var (inside, outside) = (drawn.Take(articles.Length / 2).ToHashSet(), drawn.Skip(articles.Length / 2).ToHashSet());
        var answerable = set.Questions.Where(q => inside.Contains(q.Article) && !q.IsImpossible).ToArray();
        var documents = answerable.Select(q => q.DocumentId).ToHashSet();
        return new OpenSplit(
            [.. set.Documents.Where(d => documents.Contains(d.Id))],
            EvaluationRequest.Draw(answerable, questionsEach, seed),
            EvaluationRequest.Draw([.. set.Questions.Where(q => outside.Contains(q.Article) || (q.IsImpossible && inside.Contains(q.Article)))], questionsEach, seed));
    }
}
