using RagQA.Corpus;
using RagQA.Index;
using RagQA.Inference;

namespace RagQA.Tests.Sample;

/// <summary>The default dense index of a partition against the exact one, on real embeddings.</summary>
public sealed class SampleRecallTests
{
    private const int K = 10;

    /// <summary>The floor that an approximate index must reach; the graph reaches 1.0 on a set this small.</summary>
    private const double Floor = 0.95;

    [Fact]
    public void Search_ByHnswOfTheSample_FindsWhatTheExactIndexFinds()
    {
        using var models = InferenceModels.Open(new InferenceOptions { ModelsDirectory = RepositoryRoot.Combine("models") });
        var gold = SquadFile.Read(RepositoryRoot.Combine("tests", "gold", "sample.json"));
        var passages = gold.Articles.SelectMany(a => a.Paragraphs.Select(p => EncodedText.Compose(a.Title, "", p.Context))).ToArray();
        var vectors = passages.AsParallel().AsOrdered().Select(models.PassageEncoder.Encode).ToArray();

        using var hnsw = new HnswIndex(models.PassageEncoder.Dimension);
        using var exact = new FlatIndex(models.PassageEncoder.Dimension);
        foreach (var (i, vector) in vectors.Index())
        {
            hnsw.Add([i], vector);
            exact.Add([i], vector);
        }

        // A set of this size would be compared without a graph.
        hnsw.AlwaysWalk = true;
        hnsw.BuildGraph(TestContext.Current.CancellationToken);
        var recall = gold.Questions.Take(40).Average(q =>
        {
            var query = models.QuestionEncoder.Encode(q.Question.Question);
            return (double)exact.Search(query, K).Select(h => h.Id).Intersect(hnsw.Search(query, K).Select(h => h.Id)).Count() / K;
        });

        Assert.True(recall >= Floor, $"recall@{K} is {recall:0.000}");
    }
}
