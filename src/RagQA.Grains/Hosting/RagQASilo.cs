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
    /// <summary>Sets timeouts, limits and placement, and goes on with ingestions that a stop interrupted.</summary>
    public static ISiloBuilder ConfigureRagQASilo(this ISiloBuilder silo)
    {
        silo.Configure<SiloMessagingOptions>(o =>
        {
            o.ResponseTimeout = TimeSpan.FromSeconds(30);
            o.CancelRequestOnTimeout = true;
            o.MaxRequestProcessingTime = TimeSpan.FromMinutes(15);
        });
        silo.Services.AddPlacementDirector<EvenSpread, EvenSpreadDirector>();
        silo.AddStartupTask(ResumeIngestionsAsync);
        return silo;
    }

    private static async Task ResumeIngestionsAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<IDocumentStore>();
        var grains = services.GetRequiredService<IGrainFactory>();
        foreach (var job in await store.ListJobsAsync(IngestionState.Running, cancellationToken))
        {
            await grains.GetGrain<IIngestionGrain>(job.Id).Resume(cancellationToken);
        }
    }
}
