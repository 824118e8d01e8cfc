using System.Collections.Concurrent;

namespace RagQA.Grains.Placement;

/// <summary>The last table of every generation: placing a thousand partitions computes it once.</summary>
internal sealed class PlacementTables
{
    private readonly ConcurrentDictionary<string, (string For, PlacementTable Table)> _last = new(StringComparer.Ordinal);

    /// <summary>The silo, among these, to which a replica belongs.</summary>
    public SiloMember SiloOf(CollectionDescription collection, int partition, int replica, IReadOnlyList<SiloMember> silos)
    {
        var names = silos.Select(s => s.Name).Distinct(StringComparer.Ordinal).Count() == silos.Count
            ? silos.Select(s => s.Name)
            : silos.Select(s => s.Address.ToParsableString());
        var sorted = names.Zip(silos).OrderBy(s => s.First, StringComparer.Ordinal).ToArray();
        var generation = $"{collection.Id}/{collection.Generation}";

        // A partition or replica that the collection does not have is one of another time; it has to be somewhere too.
        var partitions = Math.Max(collection.Partitions, partition + 1);
        var replicas = Math.Max(collection.Replicas, replica + 1);
        var wanted = $"{generation} {partitions} {replicas} {string.Join(' ', sorted.Select(s => s.First))}";
        if (!_last.TryGetValue(generation, out var last) || last.For != wanted)
        {
            last = (wanted, PlacementTable.Compute(generation, partitions, replicas, [.. sorted.Select(s => s.First)]));
            _last[generation] = last;
        }

        return sorted[last.Table.SiloOf(partition, replica)].Second;
    }
}
