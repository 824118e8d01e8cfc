using RagQA.ClusterTests.Cluster;

namespace RagQA.ClusterTests.Retrieval;

public sealed class SearchTests(ClusterFixture cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RetrievalMode.Lexical)]
    [InlineData(RetrievalMode.Dense)]
    [InlineData(RetrievalMode.Hybrid)]
    public async Task Search_OverOneOrFourPartitions_GivesEqualRanksAndScores(RetrievalMode mode)
    {
        var one = await cluster.CollectionAsync(new CollectionInput { Partitions = 1 }, Wards.All);
        var four = await cluster.CollectionAsync(new CollectionInput { Partitions = 4 }, Wards.All);
        var request = new SearchRequest { Collection = one.Name, Query = "keys of the drug cupboard on the olive ward", Mode = mode, Top = 16 };

        var fromOne = await cluster.Client.SearchAsync(request, Ct);
        var fromFour = await cluster.Client.SearchAsync(request with { Collection = four.Name }, Ct);

        Assert.Equal("olive-ward", fromOne.Passages[0].DocumentId);
        Assert.Equal(
            fromOne.Passages.Select(p => (p.DocumentId, p.LexicalScore, Dense: Rounded(p.DenseScore))),
            fromFour.Passages.Select(p => (p.DocumentId, p.LexicalScore, Dense: Rounded(p.DenseScore))));
    }

    [Fact]
    public async Task Search_OfAnUnknownCollection_SaysWhichThereAre()
    {
        var there = await cluster.CollectionAsync(new CollectionInput());

        var error = await Assert.ThrowsAsync<RagQAException>(
            () => cluster.Client.SearchAsync(new SearchRequest { Collection = "nowhere", Query = "anything" }, Ct));

        Assert.Equal(FailureKind.NotFound, error.Kind);
        Assert.Contains(there.Name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_WithAFilter_KeepsOnlyMatchingDocuments()
    {
        var collection = await cluster.CollectionAsync(new CollectionInput(), Wards.All);

        var result = await cluster.Client.SearchAsync(
            new SearchRequest
            {
                Collection = collection.Name,
                Query = "observations",
                Filter = new SearchFilter { DocumentIds = ["pink-ward", "blue-ward"] },
            },
            Ct);

        Assert.Equal(["blue-ward", "pink-ward"], result.Passages.Select(p => p.DocumentId).Order());
    }

    /// <summary>The order of additions inside FAISS may change the last bit of a sum.</summary>
    private static double? Rounded(double? score) => score is { } value ? Math.Round(value, 5) : null;
}
