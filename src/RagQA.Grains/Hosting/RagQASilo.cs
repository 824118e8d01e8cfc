using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Runtime.Placement;
using RagQA.Grains.Placement;
using RagQA.Storage;

namespace RagQA.Grains.Hosting;

/// <summary>Orleans settings of a RagQA silo; the reasons are in the measurements of the design notes.</summary>
public static class RagQASilo
{
    /// <summary>Sets timeouts, limits and placement, and goes on with ingestions and generations that a stop interrupted.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="distributedDirectory">Whether grains are found by the distributed directory; the same on every silo of a cluster.</param>
    public static ISiloBuilder ConfigureRagQASilo(this ISiloBuilder silo, bool distributedDirectory = true)
    {
        silo.Configure<SiloMessagingOptions>(o =>
        {
            // Calls that may take longer say so themselves.
            o.ResponseTimeout = TimeSpan.FromSeconds(10);
            o.CancelRequestOnTimeout = true;
            o.MaxRequestProcessingTime = TimeSpan.FromMinutes(15);
            o.MaxEnqueuedRequestsHardLimit = 1000;

            // Documents are taken in on the silo that got them, and index files never travel: nothing comes near.
            o.MaxMessageBodySize = 16 << 20;
        });

        // A silo that hangs is out after 6 s, one that is killed after 1.4 s; the defaults need over a minute and 10 s.
        silo.Configure<ClusterMembershipOptions>(o =>
        {
            o.ProbeTimeout = TimeSpan.FromSeconds(1);
            o.MinProbeTimeout = TimeSpan.FromSeconds(0.5);
            o.MaxProbeTimeout = TimeSpan.FromSeconds(2);
            o.NumMissedProbesLimit = 3;
            o.NumVotesForDeathDeclaration = 2;
            o.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            o.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(10);
        });

        if (distributedDirectory)
        {
            // The default directory makes healthy grains anew when a neighbour is killed; this one does not.
#pragma warning disable ORLEANSEXP003
            silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
            silo.Configure<GrainDirectoryOptions>(o => o.RangeLeaseDuration = TimeSpan.FromSeconds(3));
        }

        // One trace from the page to the partition. Costs nothing while nobody listens.
        silo.AddActivityPropagation();
        silo.Services.AddPlacementDirector<EvenSpread, EvenSpreadDirector>();
        silo.Services.AddPlacementDirector<AtSilo, AtSiloDirector>();
        silo.AddStartupTask(ContinueAsync);
        return silo;
    }

    private static async Task ContinueAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<IDocumentStore>();
        var grains = services.GetRequiredService<IGrainFactory>();
        foreach (var job in await store.ListJobsAsync(IngestionState.Running, cancellationToken))
        {
            await grains.GetGrain<IIngestionGrain>(job.Id).GoOn(cancellationToken);
        }

        foreach (var collection in await store.ListBuildingAsync(cancellationToken))
        {
            await grains.GetGrain<IGenerationsGrain>(collection).GoOn(cancellationToken);
        }
    }
}
