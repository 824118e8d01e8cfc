using RagQA.ClusterTests.Cluster;

namespace RagQA.ClusterTests.Ingestion;

public sealed class IngestionFailoverTests : IDisposable
{
    private const int Files = 40;

    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("ragqa-failover-files-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _files.Delete(recursive: true);

    [Fact]
    public async Task Ingest_WhenItsSiloIsKilled_GoesOnElsewhereAndEndsWithEveryDocumentOnce()
    {
        for (var i = 0; i < Files; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(_files.FullName, $"ward-{i}.txt"), $"Ward {i} has {i + 10} beds and repeats observations every {i + 5} minutes.", Ct);
        }

        await using var silos = await SiloCluster.StartAsync(3);
        var collection = await silos.CollectionAsync(new CollectionInput { Replicas = 2 });
        var its = SiloCluster.ClientOf(silos.Cluster.Silos[2]);
        var job = await its.StartIngestionAsync(new IngestionRequest { Collection = collection.Name, Paths = [_files.FullName] }, Ct);
        await its.WatchIngestionAsync(job.Id, Ct).FirstAsync(s => s.Done >= 3, Ct);

        await silos.Cluster.KillSiloAsync(silos.Cluster.Silos[2], Ct);
        await silos.UntilAsync(s => s.Silos.Length == 2 && s.UnderReplicated == 0);
        var done = await silos.Client.WatchIngestionAsync(job.Id, Ct).LastAsync(Ct).AsTask().WaitAsync(TimeSpan.FromMinutes(3), Ct);

        Assert.Equal((IngestionState.Done, Files, 0), (done.State, done.Done, done.Failed));
        var after = await silos.Client.GetCollectionAsync(collection.Name, Principal.Local, Ct);
        Assert.Equal((Files, Files), (after.Documents, after.Revision));
    }
}
