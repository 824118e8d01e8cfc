using RagQA.Cli.Evaluation;
using RagQA.Corpus;

namespace RagQA.Tests.Cli;

public sealed class OpenSplitTests
{
    [Fact]
    public void Draw_EvenArticles_FitAndOddOnesAreHeldOut()
    {
        var (fit, heldOut) = OpenSplit.Draw(Set(articles: 12), questionsEach: 100, seed: 1);

        Assert.All(fit.Answerable.Concat(fit.Unanswerable), q => Assert.Equal(0, q.Article % 2));
        Assert.All(heldOut.Answerable.Concat(heldOut.Unanswerable), q => Assert.Equal(1, q.Article % 2));
    }

    [Fact]
    public void Draw_UnanswerableQuestions_AreOfArticlesThatAreNotIndexed()
    {
        var (fit, _) = OpenSplit.Draw(Set(articles: 12), questionsEach: 100, seed: 1);
        var indexed = fit.Indexed.Select(d => d.Id).ToHashSet();

        Assert.NotEmpty(fit.Unanswerable);
        Assert.All(fit.Answerable, q => Assert.Contains(q.DocumentId, indexed));
        Assert.All(fit.Unanswerable, q => Assert.DoesNotContain(q.DocumentId, indexed));
    }

    [Fact]
    public void Draw_ImpossibleQuestionsOnIndexedArticles_AreUnanswerable()
    {
        var set = Set(articles: 12);
        var (fit, heldOut) = OpenSplit.Draw(set with { Questions = [.. set.Questions, .. set.Questions.Select(q => q with { Id = $"{q.Id}-no", IsImpossible = true })] }, questionsEach: 100, seed: 1);

        foreach (var split in new[] { fit, heldOut })
        {
            var indexed = split.Indexed.Select(d => d.Id).ToHashSet();
            Assert.Equal(3, split.Unanswerable.Count(q => indexed.Contains(q.DocumentId)));
            Assert.All(split.Unanswerable.Where(q => indexed.Contains(q.DocumentId)), q => Assert.True(q.IsImpossible));
            Assert.All(split.Answerable, q => Assert.False(q.IsImpossible));
        }
    }

    [Fact]
    public void Draw_TooFewArticles_SaysSo() => Assert.Throws<RagQAException>(() => OpenSplit.Draw(Set(articles: 3), 10, 1));

    private static GoldSet Set(int articles) => new(
        "set",
        "hash",
        [.. Enumerable.Range(0, articles).Select(a => new RetrievalDocument($"d{a}", "", $"text {a}"))],
        [.. Enumerable.Range(0, articles).Select(a => new GoldQuestion
        {
            Id = $"q{a}", Question = $"question {a}", DocumentId = $"d{a}", Context = $"text {a}", Answers = ["text"], IsImpossible = false, Article = a,
        })]);
}
