using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.TestingHost;
using RagQA.Client;
using RagQA.ClusterTests.Cluster;
using RagQA.Corpus;
using RagQA.Grains.Hosting;
using RagQA.Tests;

[assembly: AssemblyFixture(typeof(ClusterFixture))]

namespace RagQA.ClusterTests.Cluster;

/// <summary>One silo with the real models and a real store in a temporary directory, and a client of it.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ragqa-cluster-");
    private InProcessTestCluster _cluster = null!;
    private ServiceProvider _services = null!;

    /// <summary>The silo's data directory.</summary>
    public string DataDirectory => _directory.FullName;

    public PartitionFaults Faults { get; } = new();

    public IRagQAClient Client => _services.GetRequiredService<IRagQAClient>();

    public async ValueTask InitializeAsync()
    {
        var stores = await RagQAStores.OpenAsync(_directory.FullName);
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddRagQAGrains(stores, Path.Combine(RepositoryRoot.Path, "models"));
            silo.ConfigureRagQASilo();

            // Small enough that a file made to take all it gets is given up soon.
            silo.Services.Configure<ParsingLimits>(limits =>
                (limits.MaxMemoryBytes, limits.MaxProcessorTime, limits.MaxTextLength) = (512L << 20, TimeSpan.FromSeconds(10), 100_000));
            silo.AddIncomingGrainCallFilter(Faults);
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
        _services = new ServiceCollection().AddSingleton<IGrainFactory>(_cluster.Client).AddRagQAClient().BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _cluster.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    /// <summary>A new collection with these documents, all of them answerable.</summary>
    public async Task<CollectionDescription> CollectionAsync(CollectionInput input, params DocumentInput[] documents)
    {
        var name = $"c{Guid.NewGuid():n}";
        await Client.PutCollectionAsync(name, input, Principal.Local);
        foreach (var document in documents)
        {
            await Client.PutDocumentAsync(name, document, wait: true);
        }

        return await Client.GetCollectionAsync(name, Principal.Local);
    }
}
