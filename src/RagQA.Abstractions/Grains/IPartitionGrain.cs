using Orleans.Concurrency;

namespace RagQA;

/// <summary>Owns one partition of a collection's passages; key <c>collection-id/generation/partition/replica</c>.</summary>
[Alias("ragqa.IPartitionGrain")]
public interface IPartitionGrain : IGrainWithStringKey
{
    /// <summary>Counts for BM25.</summary>
    /// <exception cref="RagQAException">The index is loading (unavailable).</exception>
    [Alias("Statistics"), AlwaysInterleave]
    Task<LexicalStatistics> Statistics([Immutable] ulong[] terms, CancellationToken cancellationToken = default);

    /// <summary>Best passages by each retriever.</summary>
    /// <exception cref="RagQAException">The index is loading (unavailable).</exception>
    [Alias("Search"), AlwaysInterleave]
    Task<PartitionHits> Search(PartitionQuery query, CancellationToken cancellationToken = default);

    /// <summary>State without waiting for a load.</summary>
    [Alias("Status"), AlwaysInterleave]
    Task<PartitionStatus> Status(CancellationToken cancellationToken = default);

    /// <summary>Applies the change log up to at least <paramref name="revision"/> and returns the revision applied.</summary>
    [Alias("CatchUp"), AlwaysInterleave, ResponseTimeout("00:10:00")]
    Task<long> CatchUp(long revision, CancellationToken cancellationToken = default);

    /// <summary>Compares index and files with the store, and puts them right when <paramref name="repair"/> is true.</summary>
    [Alias("Verify"), AlwaysInterleave, ResponseTimeout("06:00:00")]
    Task<PartitionReport> Verify(bool repair, CancellationToken cancellationToken = default);

    /// <summary>Goes to another silo, which had better be prepared; calls that come meanwhile are answered there.</summary>
    /// <returns>False when it cannot go now because it is being caught up or verified.</returns>
    [Alias("Move"), AlwaysInterleave]
    Task<bool> Move(string silo, CancellationToken cancellationToken = default);

    /// <summary>Ends the activation; its collection was deleted.</summary>
    [Alias("Retire"), ResponseTimeout("00:03:00")]
    Task Retire(CancellationToken cancellationToken = default);
}
