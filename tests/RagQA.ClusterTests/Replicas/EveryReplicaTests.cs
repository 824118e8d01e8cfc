using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RagQA.ClusterTests.Cluster;
using RagQA.Grains.Partitions;

namespace RagQA.ClusterTests.Replicas;

/// <summary>What has to reach every copy of a partition.</summary>
public sealed class EveryReplicaTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PutDocument_WithWait_IsInEveryReplica()
    {
        await using var silos = await SiloCluster.StartAsync(2);
        var collection = await silos.CollectionAsync(new CollectionInput { Partitions = 2, Replicas = 2 }, Wards.All);

        var receipt = await silos.Client.PutDocumentAsync(collection.Name, Wards.Document("teal", 33), wait: true, Ct);

        var replicas = (await silos.StatusAsync()).Collections[0].Partitions;
        Assert.Equal(4, replicas.Length);
        Assert.All(replicas, r => Assert.Equal(receipt.Revision, r.Revision));
    }

    [Fact]
    public async Task PutDocument_LargerThanAMessageBetweenSilos_GoesInThroughEitherSilo()
    {
        await using var silos = await SiloCluster.StartAsync(2);
        var collection = await silos.CollectionAsync(new CollectionInput { Partitions = 2 }, Wards.All);
        var large = Encoding.UTF8.GetBytes($"<!-- {new string('x', 17 << 20)} --><p>The teal trolley is checked every 33 hours.</p>");
        foreach (var silo in silos.Cluster.Silos)
        {
            var receipt = await SiloCluster.ClientOf(silo).PutDocumentAsync(
                collection.Name, new DocumentInput { Id = $"large-{silo.SiloAddress.ToParsableString()}", Content = large, FileName = "large.html" }, wait: true, Ct);
            Assert.Equal(1, receipt.Passages);
        }
    }

    [Fact]
    public async Task PurgeDocument_IsGoneFromTheFilesOfEverySiloAlsoWhereNoGrainIsAnyMore()
    {
        await using var silos = await SiloCluster.StartAsync(2);
        var collection = await silos.CollectionAsync(new CollectionInput { Partitions = 1 }, Wards.Document("jade", 19), Wards.Document("teal", 33));
        await silos.UntilAsync(s => s.UnderReplicated == 0);
        var key = new PartitionKey(collection.Id, collection.Generation, 0, 0).ToString();
        foreach (var silo in silos.Cluster.Silos)
        {
            await silos.Grain<ISiloGrain>(silo.SiloAddress.ToParsableString()).Prepare(key, Ct);
            await silo.ServiceProvider.GetRequiredService<IndexHost>().StopAsync(Ct);
        }

        Assert.Equal(2, FilesWith("jade-ward", silos));
        await silos.Client.PurgeDocumentAsync(collection.Name, "jade-ward", Principal.Local, Ct);

        Assert.Equal(0, FilesWith("jade-ward", silos));
        Assert.Equal(2, FilesWith("teal-ward", silos));
    }

    [Fact]
    public async Task DeleteCollection_LeavesNoFilesOnAnySilo()
    {
        await using var silos = await SiloCluster.StartAsync(2);
        var collection = await silos.CollectionAsync(new CollectionInput { Partitions = 2, Replicas = 2 }, Wards.Document("jade", 19));
        await silos.UntilAsync(s => s.UnderReplicated == 0);
        foreach (var silo in silos.Cluster.Silos)
        {
            await silo.ServiceProvider.GetRequiredService<IndexHost>().StopAsync(Ct);
            Assert.NotEmpty(Directory.GetFiles(silos.IndexDirectory(silo.Name), "*", SearchOption.AllDirectories));
        }

        await silos.Client.DeleteCollectionAsync(collection.Name, Principal.Local, Ct);

        Assert.All(silos.Cluster.Silos, silo => Assert.Empty(Directory.GetFiles(silos.IndexDirectory(silo.Name), "*", SearchOption.AllDirectories)));
    }

    private static int FilesWith(string document, SiloCluster silos) => silos.Cluster.Silos.Count(silo =>
        Directory.GetFiles(silos.IndexDirectory(silo.Name), "*", SearchOption.AllDirectories)
            .Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(document)) >= 0));
}
