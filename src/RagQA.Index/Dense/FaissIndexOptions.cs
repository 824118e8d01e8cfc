using System.ComponentModel.DataAnnotations;

namespace RagQA.Index;

/// <summary>How a graph is built and walked.</summary>
public sealed class FaissIndexOptions
{
    /// <summary>Links per vector and layer, twice as many on the lowest; default 32.</summary>
    [Range(2, 256)]
    public int M { get; set; } = 32;

    /// <summary>Candidates kept while a vector is linked; more make a better graph and a slower build; default 100.</summary>
    [Range(1, 4096)]
    public int EfConstruction { get; set; } = 100;

    /// <summary>Candidates kept while searching; more find more and take longer; default 64. Never less than the hits wanted.</summary>
    [Range(1, 4096)]
    public int EfSearch { get; set; } = 64;

    /// <summary>When at most this many rows may be scored they are all compared, which is exact and no slower than the graph; default 2048.</summary>
    [Range(0, 1_000_000)]
    public int ExactUpTo { get; set; } = 2048;
}
