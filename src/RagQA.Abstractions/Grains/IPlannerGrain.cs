using Orleans.Concurrency;

namespace RagQA;

/// <summary>Keeps every replica of every partition on the silo where it belongs; key 0. Every silo calls it every few seconds, so that it is always somewhere.</summary>
[Alias("ragqa.IPlannerGrain")]
public interface IPlannerGrain : IGrainWithIntegerKey
{
    /// <summary>Makes sure that it runs, and returns what it last heard of each silo.</summary>
    [Alias("Ping"), AlwaysInterleave]
    Task<SiloReport[]> Ping(CancellationToken cancellationToken = default);

    /// <summary>Moves what is not where it belongs, now, and returns when it is there.</summary>
    /// <returns>Replicas that are still not where they belong, because a silo did not answer.</returns>
    [Alias("Settle"), AlwaysInterleave, ResponseTimeout("00:30:00")]
    Task<int> Settle(CancellationToken cancellationToken = default);

    /// <summary>Silos and partitions as they are now.</summary>
    [Alias("Status"), AlwaysInterleave, ResponseTimeout("00:01:00")]
    Task<ClusterStatus> Status(CancellationToken cancellationToken = default);
}
