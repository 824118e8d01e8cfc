using System.ComponentModel.DataAnnotations;
using RagQA.Index;

namespace RagQA.Grains.Partitions;

/// <summary>Where and how a silo holds partition indexes.</summary>
public sealed class IndexHostOptions
{
    /// <summary>Folder of index files: a cache that may be deleted while the silo is down.</summary>
    [Required]
    public string Directory { get; set; } = "";

    /// <summary>Searches that run at the same time; default: one per core.</summary>
    [Range(1, 1024)]
    public int SearchThreads { get; set; } = Environment.ProcessorCount;

    /// <summary>
    /// Memory that all indexes of the silo may hold, in bytes; a partition that does not fit is not loaded and says so. What is mapped from
    /// index files does not count. Default: half of what the process may use.
    /// </summary>
    [Range(1L << 20, long.MaxValue)]
    public long MemoryBytes { get; set; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>Least time between two saves of one partition's files.</summary>
    public TimeSpan SaveInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an index stays that no partition grain uses, in memory and files: a grain that comes back finds it.</summary>
    public TimeSpan Linger { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How a partition is built.</summary>
    public PartitionIndexOptions Partition { get; set; } = new();
}
