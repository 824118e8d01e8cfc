using System.ComponentModel.DataAnnotations;

namespace RagQA.Grains.Cluster;

/// <summary>How collections are spread over the silos of a deployment; the same on every silo.</summary>
public sealed class ReplicationOptions
{
    /// <summary>Copies of every partition of a collection that is made without saying how many. A collection keeps its number until it is changed.</summary>
    [Range(1, 8)]
    public int Replicas { get; set; } = 1;

    /// <summary>Time between the moment in which a silo of several says that it is about to stop and the one in which it refuses questions.</summary>
    public TimeSpan DrainNotice { get; set; }

    /// <summary>Longest time for which a silo that stops lets running questions end and hands over its partitions.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(20);
}
