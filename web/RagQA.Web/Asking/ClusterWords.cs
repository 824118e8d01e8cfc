using System.Globalization;

namespace RagQA.Web.Asking;

/// <summary>The cluster as its page says it.</summary>
internal static class ClusterWords
{
    private const double Mebi = 1024 * 1024;

    public static string State(SiloReport silo) => silo switch
    {
        { IsAnswering: false } => "Does not answer",
        { IsDraining: true } => "Draining",
        _ => "Ready",
    };

    public static string State(SiloMembershipState state) => state switch
    {
        SiloMembershipState.Active => "takes part",
        SiloMembershipState.Joining => "joins",
        SiloMembershipState.Leaving => "leaves",
        _ => "left",
    };

    public static string Bytes(long bytes) => bytes < 1024 * Mebi
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / Mebi:N0} MiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / Mebi / 1024:N1} GiB");

    /// <summary>"12 s", "5 min", "3 h", "2 days".</summary>
    public static string For(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.TotalSeconds):0} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalMinutes)} min"),
        { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalHours)} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalDays)} days"),
    };

    /// <summary>Name of a silo, or its address where it has gone.</summary>
    public static string Name(ClusterStatus status, string silo)
        => Array.Find(status.Silos, s => s.Silo == silo)?.Name ?? Array.Find(status.Membership, s => s.Silo == silo)?.Name ?? silo;

    /// <summary>What one silo has of one partition, in words; empty where it has nothing to do with it.</summary>
    public static string Cell(ClusterStatus status, CollectionReplicas collection, int partition, SiloReport silo)
    {
        var held = collection.Partitions.Where(p => p.Partition == partition && p.Silo == silo.Silo).Select(p =>
        {
            var moves = Array.Exists(status.Moves, m => m.Collection == collection.Collection && m.Partition == partition && m.Replica == p.Replica);
            return p.State switch
            {
                PartitionState.Ready => moves ? "ready, moves away" : "ready",
                PartitionState.Loading => "loading",
                _ => "failed",
            };
        });
        var comes = status.Moves.Where(m => m.Collection == collection.Collection && m.Partition == partition && m.To == silo.Silo).Select(_ => "comes here");
        return string.Join(", ", held.Concat(comes));
    }

    /// <summary>Replicas of a partition that no silo answers for.</summary>
    public static int Lost(CollectionReplicas collection, int partition) => collection.Partitions.Count(p => p.Partition == partition && p.Silo.Length == 0);
}
