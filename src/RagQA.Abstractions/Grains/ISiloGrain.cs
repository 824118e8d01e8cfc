using Orleans.Concurrency;

namespace RagQA;

/// <summary>One silo, addressed as such; its key is the silo's address and it lives nowhere else.</summary>
[Alias("ragqa.ISiloGrain")]
public interface ISiloGrain : IGrainWithStringKey
{
    /// <summary>Its state.</summary>
    [Alias("Report"), AlwaysInterleave]
    Task<SiloReport> Report(CancellationToken cancellationToken = default);

    /// <summary>Begins to stop the silo: it takes no new questions, hands over its partitions, lets running questions end, and leaves. There is no way back.</summary>
    [Alias("Drain"), AlwaysInterleave]
    Task Drain(CancellationToken cancellationToken = default);

    /// <summary>Returns when the silo has the index of a partition in memory, as new as the store; it is kept for a while without a grain.</summary>
    /// <param name="partition">Key of the partition grain that is going to move here.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    [Alias("Prepare"), AlwaysInterleave, ResponseTimeout("00:30:00")]
    Task Prepare(string partition, CancellationToken cancellationToken = default);

    /// <summary>Leaves nothing of what was purged up to a revision in memory or files of this silo, whether a grain uses them or not.</summary>
    [Alias("Erase"), AlwaysInterleave, ResponseTimeout("00:10:00")]
    Task Erase(string partition, long revision, CancellationToken cancellationToken = default);

    /// <summary>Returns when the silo has an encoder loaded.</summary>
    /// <exception cref="RagQAException">It is not in the silo's models directory, or cannot be used (conflict).</exception>
    [Alias("LoadEncoder"), AlwaysInterleave, ResponseTimeout("00:01:00")]
    Task LoadEncoder(string encoder, CancellationToken cancellationToken = default);

    /// <summary>Gives up everything of a collection that was deleted, in memory and files.</summary>
    [Alias("Retire"), AlwaysInterleave, ResponseTimeout("00:10:00")]
    Task Retire(string collectionId, CancellationToken cancellationToken = default);

    /// <summary>Gives up everything of one generation of a collection, in memory and files.</summary>
    [Alias("RetireGeneration"), AlwaysInterleave, ResponseTimeout("00:10:00")]
    Task RetireGeneration(string collectionId, int generation, CancellationToken cancellationToken = default);
}
