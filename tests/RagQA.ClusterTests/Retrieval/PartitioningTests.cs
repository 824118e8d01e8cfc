using RagQA.ClusterTests.Cluster;

namespace RagQA.ClusterTests.Retrieval;

/// <summary>How partitions follow the store, and that nobody can tell from a score how many there are.</summary>
public sealed class PartitioningTests(ClusterFixture cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_OneOrEightPartitions_GiveEqualLexicalScores()
    {
        var one = await cluster.CollectionAsync(new CollectionInput { Partitions = 1 }, Wards.All);
        var eight = await cluster.CollectionAsync(new CollectionInput { Partitions = 8 }, Wards.All);

        // A history leaves dead rows behind, which must not count either.
        foreach (var collection in new[] { one, eight })
        {
            await cluster.Client.PutDocumentAsync(collection.Name, Wards.Document("jade", 77), wait: true, Ct);
            await cluster.Client.DeleteDocumentAsync(collection.Name, "olive-ward", Principal.Local, Ct);
            await cluster.Client.WaitForRevisionAsync(collection.Name, Wards.All.Length + 2, Ct);
        }

        foreach (var query in new[] { "jade ward observations", "keys of the drug cupboard", "77 minutes after an operation", "visitors supper pink" })
        {
            Assert.Equal(await ScoresAsync(one, query), await ScoresAsync(eight, query));
        }
    }

    [Fact]
    public async Task WaitForRevision_OfAReceipt_ThenRepliesNameThatRevisionOrALaterOne()
    {
        var collection = await cluster.CollectionAsync(new CollectionInput { Partitions = 3 }, Wards.Document("amber", 10));
        var receipt = await cluster.Client.PutDocumentAsync(collection.Name, Wards.Document("blue", 20), wait: false, Ct);
        await cluster.Client.WaitForRevisionAsync(collection.Name, receipt.Revision, Ct);
        var found = await cluster.Client.SearchAsync(new SearchRequest { Collection = collection.Name, Query = Wards.Question("blue") }, Ct);
        Assert.InRange(found.Revision, receipt.Revision, long.MaxValue);
        Assert.Contains(found.Passages, p => p.DocumentId == "blue-ward");
        Assert.Equal(FailureKind.Invalid, (await Assert.ThrowsAsync<RagQAException>(() => cluster.Client.WaitForRevisionAsync(collection.Name, receipt.Revision + 1, Ct))).Kind);
    }

    [Fact]
    public async Task Ask_OfARetractedDocument_SaysSoInTheCitation()
    {
        var document = Wards.Document("coral", 12);
        document = document with { Attributes = document.Attributes with { Retracted = true, SupersededBy = "coral-ward-2", Authors = ["A. Author"], TrustTier = 2, Url = "https://example.org/coral" } };
        var collection = await cluster.CollectionAsync(new CollectionInput { Partitions = 1 }, document);
        var answer = await cluster.Client.AskAsync(collection.Name, Wards.Question("coral"), Ct);
        var citation = answer.Answers[0].Citations[0];
        Assert.Equal((true, "coral-ward-2", 2, "https://example.org/coral"), (citation.Retracted, citation.SupersededBy, citation.TrustTier, citation.Url));
        Assert.Equal(["A. Author"], citation.Authors);
        Assert.True(answer.Passages[0].Retracted);
    }

    private async Task<(string, double?)[]> ScoresAsync(CollectionDescription collection, string query)
    {
        var found = await cluster.Client.SearchAsync(new SearchRequest { Collection = collection.Name, Query = query, Mode = RetrievalMode.Lexical }, Ct);
        return [.. found.Passages.Select(p => (p.DocumentId, p.LexicalScore)).OrderBy(p => p.DocumentId, StringComparer.Ordinal).ThenBy(p => p.LexicalScore)];
    }
}
