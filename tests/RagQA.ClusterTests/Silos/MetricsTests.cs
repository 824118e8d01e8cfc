using RagQA.ClusterTests.Cluster;

namespace RagQA.ClusterTests.Silos;

/// <summary>What silos tell of themselves at <c>/metrics</c>.</summary>
[Collection("silos")]
public sealed class MetricsTests(SilosFixture silos) : IClassFixture<SilosFixture>
{
    [Fact]
    public async Task Metrics_AfterAQuestion_CountItWhereItWasAskedAndHoldNoneOfItsWords()
    {
        var before = await AnsweredAsync(1);
        await silos.WholeAnswerAsync(1, "amber");
        Assert.True(await AnsweredAsync(1) > before);

        for (var silo = 0; silo < 3; silo++)
        {
            var metrics = await silos.MetricsAsync(silo);
            foreach (var word in (string[])["amber", "observations", SilosFixture.Collection, "127.0.0.1"])
            {
                Assert.DoesNotContain(metrics, line => line[0] != '#' && line.Contains(word, StringComparison.OrdinalIgnoreCase));
            }
        }
    }

    [Fact]
    public async Task Metrics_OfAllSilos_AddUpToPartitionsAndDocumentsAndOneOfThemKnowsOfMissingReplicas()
    {
        await silos.WholeAnswerAsync(0, "blue");
        string[][] all = [await silos.MetricsAsync(0), await silos.MetricsAsync(1), await silos.MetricsAsync(2)];
        Assert.Equal(SilosFixture.Partitions, all.Sum(m => SilosFixture.Value(m, "ragqa_partitions", "state=\"ready\"")));
        Assert.Equal(Wards.All.Length, all.Sum(m => SilosFixture.Value(m, "ragqa_ingestion_documents_total", "outcome=\"added\"")));
        Assert.Single(all, m => m.Any(l => l.StartsWith("ragqa_partitions_under_replicated{", StringComparison.Ordinal)));
    }

    private async Task<double> AnsweredAsync(int silo)
    {
        var metrics = await silos.MetricsAsync(silo);
        return SilosFixture.Value(metrics, "ragqa_questions_total", "status=\"answered\"");
    }
}
