namespace RagQA.Cli.Capacity;

/// <summary>What a partition of made-up passages took, saved and loaded.</summary>
/// <param name="Passages">Passages in it.</param>
/// <param name="OwnBytes">Memory of its own: word lists and what is known of each passage.</param>
/// <param name="GraphBytes">File of the graph, which a search has in memory; 0 where the partition is too small for one.</param>
/// <param name="DiskBytes">All its files, the graph's too.</param>
/// <param name="SearchSeconds">One search by embedding and words on one core, the median.</param>
internal sealed record IndexPoint(long Passages, long OwnBytes, long GraphBytes, long DiskBytes, double SearchSeconds);
