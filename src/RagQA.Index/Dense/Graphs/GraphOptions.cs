using System.ComponentModel.DataAnnotations;

namespace RagQA.Index;

/// <summary>When a partition has a graph, and how it is built and walked. docs/performance.md has what each setting was measured to give.</summary>
public sealed class GraphOptions
{
    /// <summary>Fewest rows that get a graph; comparing fewer takes less than a millisecond. Default 20,000.</summary>
    [Range(64, int.MaxValue)]
    public int From { get; set; } = 20_000;

    /// <summary>Links per row and level, twice as many on the lowest; 0 for 16 below 200,000 rows and 24 above.</summary>
    [Range(0, 256)]
    public int M { get; set; }

    /// <summary>Candidates kept while a row is linked; more make a better graph and a slower build. Default 100.</summary>
    [Range(1, 4096)]
    public int EfConstruction { get; set; } = 100;

    /// <summary>Candidates kept while searching; more find more and take longer. Never less than one and a half times the hits wanted. Default 64.</summary>
    [Range(1, 4096)]
    public int EfSearch { get; set; } = 64;

    /// <summary>Share of the ten nearest rows that walks must find when a new graph is tried, 0–1; below it the graph is not used. Default 0.95.</summary>
    [Range(0, 1)]
    public double RecallFloor { get; set; } = 0.95;

    internal int LinksFor(int rows) => M > 0 ? M : rows < 200_000 ? 16 : 24;

    internal int CandidatesFor(int k) => Math.Max(EfSearch, k + (k / 2));
}
