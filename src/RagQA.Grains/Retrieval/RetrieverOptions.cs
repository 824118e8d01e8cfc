using System.ComponentModel.DataAnnotations;

namespace RagQA.Grains.Retrieval;

/// <summary>How passages are found.</summary>
public sealed class RetrieverOptions
{
    /// <summary>Candidates taken from each retriever before fusion.</summary>
    [Range(1, 10_000)]
    public int Candidates { get; set; } = 100;

    /// <summary>Share of the deadline that encoding and search may use; a partition that is later is missing from the coverage.</summary>
    [Range(0.05, 0.95)]
    public double SearchShare { get; set; } = 0.5;

    /// <summary>
    /// Additional passages verified beside those wanted, so that one that was deleted a moment ago is replaced by the next best.
    /// </summary>
    [Range(0, 1000)]
    public int Spare { get; set; } = 10;
}
