using System.Globalization;
using Orleans.Runtime;

namespace RagQA.Cli.LocalClusters;

/// <summary>A partition grain that is active.</summary>
/// <param name="CollectionId">Internal id of its collection.</param>
/// <param name="Partition">Its number.</param>
/// <param name="Silo">Name of the silo where it is.</param>
internal sealed record PartitionPlaces(string CollectionId, int Partition, string Silo)
{
    /// <summary>Asks the silos for their active grains.</summary>
    public static async Task<PartitionPlaces[]> FindAsync(IGrainFactory grains, CancellationToken cancellationToken)
    {
        var management = grains.GetGrain<IManagementGrain>(0);
        var silos = (await management.GetDetailedHosts(onlyActive: true, cancellationToken)).ToDictionary(host => host.SiloAddress, host => host.SiloName);
        var active = await management.GetDetailedGrainStatistics(null, null, cancellationToken);
        return
        [
            .. active.Where(grain => grain.GrainId.Type.ToString() == "ragqa-partition").Select(grain =>
            {
                // collection-id/generation/partition/replica
                var key = grain.GrainId.Key.ToString()!.Split('/');
                return new PartitionPlaces(key[0], int.Parse(key[2], CultureInfo.InvariantCulture), silos.GetValueOrDefault(grain.SiloAddress) ?? grain.SiloAddress.ToString());
            }),
        ];
    }
}
