namespace RagQA.Storage;

/// <summary>
/// The source of truth: collections, documents with their texts, passages, the change log, jobs and generations. A call that
/// changes something returns after its commit is on disk. Methods never block the caller's thread on the disk.
/// </summary>
/// <remarks>
/// Every change of a collection takes its next revision. Collection ids, revisions and passage ids are never reused.
/// An unknown collection id is a <see cref="RagQAException"/> (not found). A cancelled call either did nothing or is
/// carried out completely; cancellation never undoes a commit.
/// </remarks>
public interface IDocumentStore : IJobStore, IGenerationStore, IAsyncDisposable
{
    /// <summary>Makes a collection, or returns the one of this name when it has the same kind, with the number of replicas changed if one is stated.</summary>
    /// <exception cref="RagQAException">The name or the number of partitions or replicas is not allowed (invalid), or the name is taken by another kind (conflict).</exception>
    Task<CollectionDescription> CreateCollectionAsync(string name, CollectionInput input, CancellationToken cancellationToken = default);

    /// <summary>A collection by its name, or null. Its subjects are all there are: see <see cref="ListSubjectsAsync"/> for a principal's.</summary>
    Task<CollectionDescription?> GetCollectionAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>A collection by its internal id, or null.</summary>
    Task<CollectionDescription?> GetCollectionByIdAsync(string collectionId, CancellationToken cancellationToken = default);

    /// <summary>All collections by name.</summary>
    Task<CollectionDescription[]> ListCollectionsAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes a collection with all its documents, texts and embeddings that nothing else refers to, beyond recovery.</summary>
    /// <exception cref="RagQAException">There is none of this name (not found).</exception>
    Task DeleteCollectionAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Subjects, in order, of those live documents that the principal may see.</summary>
    Task<string[]> ListSubjectsAsync(string collectionId, Principal principal, CancellationToken cancellationToken = default);

    /// <summary>Number of the latest commit of a collection; 0 before the first.</summary>
    Task<long> GetRevisionAsync(string collectionId, CancellationToken cancellationToken = default);

    /// <summary>Takes a document in. The same content again changes nothing and takes no revision; otherwise all passages get new ids.</summary>
    /// <exception cref="RagQAException">Id, text or attributes are not allowed, or the subject does not fit the kind of the collection (invalid).</exception>
    /// <exception cref="ArgumentException">Passages or sections do not lie inside the text or are not numbered from 0.</exception>
    Task<DocumentReceipt> PutDocumentAsync(string collectionId, DocumentWrite document, CancellationToken cancellationToken = default);

    /// <summary>Deletes a document: its passages are removed from the live ones, its text stays on disk until it is purged.</summary>
    /// <exception cref="RagQAException">There is no live document of this id (not found).</exception>
    Task<DocumentReceipt> DeleteDocumentAsync(string collectionId, string documentId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes a document, live or deleted, with every version of its text and every embedding that nothing else refers to,
    /// beyond recovery from the store's files. Takes a revision, with which partitions erase what they hold of it.
    /// </summary>
    /// <exception cref="RagQAException">Nothing of this id is stored (not found), or the log could not be emptied because readers hold it (busy): call again.</exception>
    Task<DocumentReceipt> PurgeDocumentAsync(string collectionId, string documentId, CancellationToken cancellationToken = default);

    /// <summary>Those of the keys of embeddings that no stored passage has, live or removed: their embeddings can go.</summary>
    Task<byte[][]> FindUnusedEmbeddingsAsync(IReadOnlyList<byte[]> encodedHashes, CancellationToken cancellationToken = default);

    /// <summary>Compares texts, facts, passages and counts with their hashes and with each other, and puts right what is derived.</summary>
    /// <param name="repair">False to report only.</param>
    /// <param name="cancellationToken">Stops between documents.</param>
    Task<StoreReport> VerifyAsync(bool repair, CancellationToken cancellationToken = default);

    /// <summary>Writes a whole copy of the latest commit to a new file while reading and writing go on, flushed to the disk.</summary>
    Task BackUpAsync(string path, CancellationToken cancellationToken = default);

    /// <summary>A live document with its text, or null.</summary>
    Task<DocumentText?> GetDocumentAsync(string collectionId, string documentId, CancellationToken cancellationToken = default);

    /// <summary>Live documents in the ordinal order of their ids.</summary>
    /// <param name="collectionId">The collection.</param>
    /// <param name="after">Id after which to start; null for the beginning.</param>
    /// <param name="limit">How many at most, 1 or more.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<DocumentDescription[]> ListDocumentsAsync(string collectionId, string? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Documents that failed in the latest job that had them and have not gone in since, and live ones with flags, by id.
    /// Failed ones, whose access labels are unknown, are for principals who see everything.
    /// </summary>
    Task<QuarantinedDocument[]> ListQuarantineAsync(string collectionId, Principal principal, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Live passages in the order of the ids asked. Left out are ids that are not live, and passages whose stored text
    /// no longer matches its hash (an error is logged). The caller applies <see cref="AccessRule"/>.
    /// </summary>
    Task<StoredPassage[]> ReadPassagesAsync(string collectionId, IReadOnlyList<long> passageIds, CancellationToken cancellationToken = default);

    /// <summary>A slice of a live document's text, such as the section around a passage; null when this version is not live or its text no longer matches its hash.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie inside the text.</exception>
    Task<string?> ReadTextAsync(string collectionId, string documentId, string documentVersion, TextRange range, CancellationToken cancellationToken = default);

    /// <summary>
    /// What changed in one partition after <paramref name="fromRevision"/>, up to one revision that every batch states.
    /// Removals come first, then additions in the order of their ids. From revision 0 it is just the live passages.
    /// </summary>
    /// <remarks>
    /// The changes are exactly those between the two revisions, however long the caller takes and whatever is written
    /// meanwhile; only a purge meanwhile leaves passages out, which the next call's removals then name. The caller
    /// records the revision when it has applied the last batch, and applies additions idempotently by passage id.
    /// </remarks>
    /// <param name="collectionId">The collection.</param>
    /// <param name="fromRevision">Revision already applied; 0 to begin.</param>
    /// <param name="partition">The partition, from 0.</param>
    /// <param name="partitions">Number of partitions.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="RagQAException"><paramref name="fromRevision"/> is ahead of the store (conflict): begin again from 0.</exception>
    IAsyncEnumerable<ChangeBatch> ReadChangesAsync(string collectionId, long fromRevision, int partition, int partitions, CancellationToken cancellationToken = default);
}
