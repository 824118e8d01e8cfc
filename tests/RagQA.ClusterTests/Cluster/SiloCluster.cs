using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Hosting;
using Orleans.TestingHost;
using RagQA.Client;
using RagQA.Grains.Hosting;
using RagQA.Grains.Partitions;
using RagQA.Tests;

namespace RagQA.ClusterTests.Cluster;

/// <summary>Several silos in this process over one set of stores, each with index files of its own, for a test that stops some.</summary>
internal sealed class SiloCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ragqa-silos-");
    private RagQAStores _stores = null!;

    public InProcessTestCluster Cluster { get; private set; } = null!;

    public PartitionFaults Faults { get; } = new();

    /// <summary>A client inside a silo, as the pages and the HTTP API have it.</summary>
    public IRagQAClient Client => ClientOf(Cluster.Silos[0]);

    public static async Task<SiloCluster> StartAsync(int silos, Action<string, ISiloBuilder>? configure = null, string? models = null)
    {
        var made = new SiloCluster();
        made._stores = await RagQAStores.OpenAsync(made._directory.FullName);
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.ConfigureSilo((options, silo) =>
        {
            silo.Services.AddRagQAGrains(made._stores, models ?? Path.Combine(RepositoryRoot.Path, "models"));

            // One silo that stops must not close the stores of the others.
            silo.Services.RemoveAll<RagQAStores>();
            silo.Services.AddSingleton(made._stores);
            silo.Services.Configure<IndexHostOptions>(o => o.Directory = made.IndexDirectory(options.SiloName));
            silo.ConfigureRagQASilo();
            silo.Services.AddRagQAClient();
            silo.AddIncomingGrainCallFilter(made.Faults);
            configure?.Invoke(options.SiloName, silo);
        });
        made.Cluster = builder.Build();
        await made.Cluster.DeployAsync();
        return made;
    }

    public string IndexDirectory(string silo) => Path.Combine(_directory.FullName, "indexes", silo);

    public static IRagQAClient ClientOf(InProcessSiloHandle silo) => silo.ServiceProvider.GetRequiredService<IRagQAClient>();

    /// <summary>A grain with a string as its key, called from inside a silo.</summary>
    public T Grain<T>(string key)
        where T : IGrainWithStringKey
        => Cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<T>(key);

    public Task<ClusterStatus> StatusAsync()
        => Cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<IPlannerGrain>(0).Status();

    /// <summary>The first state of the cluster of which this is true.</summary>
    public Task<ClusterStatus> UntilAsync(Func<ClusterStatus, bool> isReached) => ClusterStatusPolling.UntilAsync(StatusAsync, isReached, Patience);

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

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await _stores.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
