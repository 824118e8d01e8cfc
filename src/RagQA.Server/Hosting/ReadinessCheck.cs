using Microsoft.Extensions.Diagnostics.HealthChecks;
using RagQA.Client;
using RagQA.Grains.Cluster;

namespace RagQA.Server.Hosting;

/// <summary>
/// Ready when the silo is to stay, the store answers and, since the start, every partition has been loaded once; a partition that loads later
/// (a new collection, say) leaves the others answering, so it only degrades.
/// </summary>
internal sealed class ReadinessCheck(IRagQAClient client, SiloState silo) : IHealthCheck
{
    private volatile bool _wasReady;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (silo.IsDraining)
        {
            return HealthCheckResult.Unhealthy("This silo is about to stop.");
        }

        var loading = 0;
        try
        {
            foreach (var collection in await client.ListCollectionsAsync(Principal.Local, cancellationToken))
            {
                var partitions = await client.PartitionsAsync(collection.Name, Principal.Local, cancellationToken);
                loading += partitions.Count(p => p.State != PartitionState.Ready);
            }
        }
        catch (RagQAException e) when (e.IsTransient)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }

        if (loading == 0)
        {
            _wasReady = true;
            return HealthCheckResult.Healthy();
        }

        var reason = $"{loading} partitions are not loaded yet.";
        return _wasReady ? HealthCheckResult.Degraded(reason) : HealthCheckResult.Unhealthy(reason);
    }
}
