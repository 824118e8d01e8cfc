namespace RagQA.Cli.Evaluation;

/// <summary>
/// The open setting: of a data set's articles a part is indexed and an equal part is not. Questions on the first should be
/// answered, questions on the second not.
/// </summary>
internal sealed record OpenSplit(IReadOnlyList<GoldDocument> Indexed, IReadOnlyList<GoldQuestion> Answerable, IReadOnlyList<GoldQuestion> Unanswerable)
{
    /// <summary>Four quarters of the articles, drawn with a seed: indexed and not indexed for fitting, and the same for held-out figures.</summary>
    public static (OpenSplit Fit, OpenSplit HeldOut) Draw(GoldSet set, int questionsEach, int seed)
    {
        var articles = QuestionChoice.Draw([.. set.Questions.Select(q => q.Article).Distinct().Order()], int.MaxValue, seed);
        var quarter = articles.Count / 4;
        return (
            Of(set, articles.Take(quarter), articles.Skip(quarter).Take(quarter), questionsEach, seed),
            Of(set, articles.Skip(2 * quarter).Take(quarter), articles.Skip(3 * quarter), questionsEach, seed));
    }

    private static OpenSplit Of(GoldSet set, IEnumerable<int> indexed, IEnumerable<int> left, int questionsEach, int seed)
    {
        var (inside, outside) = (indexed.ToHashSet(), left.ToHashSet());
        var answerable = set.Questions.Where(q => inside.Contains(q.Article) && !q.IsImpossible).ToArray();
        var documents = answerable.Select(q => q.DocumentId).ToHashSet();
        return new OpenSplit(
            [.. set.Documents.Where(d => documents.Contains(d.Id))],
            QuestionChoice.Draw(answerable, questionsEach, seed),
            QuestionChoice.Draw([.. set.Questions.Where(q => outside.Contains(q.Article))], questionsEach, seed));
    }
}
