using RagQA.ClusterTests.Cluster;
using RagQA.Corpus;
using RagQA.Tests;

namespace RagQA.ClusterTests.Retrieval;

/// <summary>The whole path from files to ranked passages, on the sample collections and their gold questions.</summary>
public sealed class SampleGoldTests(ClusterFixture cluster)
{
    /// <summary>Share of answerable questions whose paragraph must be among the first five.</summary>
    private const double Floor = 0.95;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_OfEveryAnswerableGoldQuestion_FindsItsParagraphInTheTopFive()
    {
        var collection = await cluster.CollectionAsync(new CollectionInput());
        var gold = SquadFile.Read(RepositoryRoot.Combine("tests", "gold", "sample.json"));
        foreach (var (a, article) in gold.Articles.Index())
        {
            foreach (var (p, paragraph) in article.Paragraphs.Index())
            {
                await cluster.Client.PutDocumentAsync(
                    collection.Name,
                    new DocumentInput { Id = $"{a}-{p}", Text = paragraph.Context, Attributes = new DocumentAttributes { Title = article.Title } },
                    wait: false,
                    Ct);
            }
        }

        await cluster.Client.PutDocumentAsync(collection.Name, Wards.Document("last", 1), wait: true, Ct);
        var questions = gold.Questions.Where(q => !q.Question.IsImpossible).ToArray();
        var found = 0;
        foreach (var (paragraph, question) in questions)
        {
            var result = await cluster.Client.SearchAsync(new SearchRequest { Collection = collection.Name, Query = question.Question, Top = 5 }, Ct);
            found += result.Passages.Any(passage => paragraph.Context.Contains(passage.Text, StringComparison.Ordinal)) ? 1 : 0;
        }

        Assert.True(found >= Floor * questions.Length, $"{found} of {questions.Length}");
    }
}
