using Microsoft.Extensions.Diagnostics.HealthChecks;
using RagQA.Client;

namespace RagQA.Server.Hosting;

/// <summary>Ready when the store answers and every partition of every collection is loaded.</summary>
internal sealed class ReadinessCheck(IRagQAClient client) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var loading = 0;
        foreach (var collection in await client.ListCollectionsAsync(Principal.Local, cancellationToken))
        {
            var partitions = await client.PartitionsAsync(collection.Name, Principal.Local, cancellationToken);
            loading += partitions.Count(p => p.State != PartitionState.Ready);
        }

        return loading == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"{loading} partitions are not loaded yet.");
    }
}
