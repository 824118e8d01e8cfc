using System.ComponentModel.DataAnnotations;

namespace RagQA.Index;

/// <summary>How a partition indexes its passages.</summary>
public sealed class PartitionIndexOptions
{
    /// <summary>Kind of dense index; default <see cref="DenseKind.Hnsw"/>.</summary>
    public DenseKind DenseKind { get; set; } = DenseKind.Hnsw;

    /// <summary>When there is a graph, and how it is built and walked.</summary>
    public GraphOptions Graph { get; set; } = new();

    /// <summary>Share of dead rows above which <see cref="PartitionIndex.Apply"/> rebuilds the partition; default 0.1.</summary>
    [Range(0.0, 1.0)]
    public double CompactAbove { get; set; } = 0.1;
}
