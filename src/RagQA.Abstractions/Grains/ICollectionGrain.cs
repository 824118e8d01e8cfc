using Orleans.Concurrency;

namespace RagQA;

/// <summary>The documents of one collection; key is the collection's internal id.</summary>
[Alias("ragqa.ICollectionGrain")]
public interface ICollectionGrain : IGrainWithStringKey
{
    /// <summary>Takes a document in; returns after the commit. Idempotent by content.</summary>
    /// <param name="document">The document.</param>
    /// <param name="wait">True to return only when every partition can answer from it.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    [Alias("PutDocument"), AlwaysInterleave, ResponseTimeout("00:10:00")]
    Task<DocumentReceipt> PutDocument(DocumentInput document, bool wait, CancellationToken cancellationToken = default);

    /// <summary>A document with its text.</summary>
    /// <exception cref="RagQAException">There is none that the principal may see (not found).</exception>
    [Alias("GetDocument"), AlwaysInterleave]
    Task<DocumentText> GetDocument(string id, Principal principal, CancellationToken cancellationToken = default);

    /// <summary>Documents in the order of their ids, after <paramref name="after"/>.</summary>
    [Alias("ListDocuments"), AlwaysInterleave]
    Task<DocumentDescription[]> ListDocuments(string? after, int limit, Principal principal, CancellationToken cancellationToken = default);

    /// <summary>Deletes a document: it is gone from answers when the call returns.</summary>
    [Alias("DeleteDocument"), AlwaysInterleave]
    Task<DocumentReceipt> DeleteDocument(string id, Principal principal, CancellationToken cancellationToken = default);

    /// <summary>Deletes a document and erases its text, passages and embeddings from the store.</summary>
    [Alias("PurgeDocument"), AlwaysInterleave, ResponseTimeout("00:10:00")]
    Task<DocumentReceipt> PurgeDocument(string id, Principal principal, CancellationToken cancellationToken = default);

    /// <summary>Documents that could not go in, and live ones that were flagged, by id.</summary>
    [Alias("Quarantine"), AlwaysInterleave]
    Task<QuarantinedDocument[]> Quarantine(int limit, Principal principal, CancellationToken cancellationToken = default);

    /// <summary>Returns when every partition can answer from all that was committed up to a revision, such as that of a receipt.</summary>
    /// <exception cref="RagQAException">The collection has not come to that revision (invalid).</exception>
    [Alias("WaitFor"), AlwaysInterleave, ResponseTimeout("00:10:00")]
    Task WaitFor(long revision, CancellationToken cancellationToken = default);

    /// <summary>State of every partition of the active generation.</summary>
    [Alias("Partitions"), AlwaysInterleave]
    Task<PartitionStatus[]> Partitions(CancellationToken cancellationToken = default);
}
