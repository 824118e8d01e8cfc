using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace RagQA.Storage;

/// <summary>The document store on rows; what they are kept in is the affair of the classes derived from it.</summary>
public abstract class DocumentStore : IDocumentStore
{
    private const int EmbeddingsAtATime = 10_000;

    private readonly IStoreDatabase _database;
    private readonly IEmbeddingStore _embeddings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PassageRows _passages;

    private protected DocumentStore(IStoreDatabase database, IEmbeddingStore embeddings, TimeProvider time, ILogger logger)
    {
        _database = database;
        _embeddings = embeddings;
        _time = time;
        _logger = logger;
        _passages = new PassageRows(logger);
    }

    /// <inheritdoc/>
    public Task<CollectionDescription> CreateCollectionAsync(string name, CollectionInput input, CancellationToken cancellationToken = default)
    {
        DocumentRules.CheckCollection(name, input);
        return _database.WriteAsync(connection => CollectionRows.Create(connection, name, input, _time.GetUtcNow()), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CollectionDescription?> GetCollectionAsync(string name, CancellationToken cancellationToken = default) =>
        _database.ReadAsync(connection => CollectionRows.Find(connection, "name", name), cancellationToken);

    /// <inheritdoc/>
    public Task<CollectionDescription?> GetCollectionByIdAsync(string collectionId, CancellationToken cancellationToken = default) =>
        _database.ReadAsync(connection => CollectionRows.Find(connection, "id", collectionId), cancellationToken);

    /// <inheritdoc/>
    public Task<CollectionDescription[]> ListCollectionsAsync(CancellationToken cancellationToken = default) =>
        _database.ReadAsync(CollectionRows.List, cancellationToken);

    /// <inheritdoc/>
    public async Task DeleteCollectionAsync(string name, CancellationToken cancellationToken = default)
    {
        bool isDeleted = await _database.WriteAsync(connection => DocumentErasure.DeleteCollection(connection, name), cancellationToken).ConfigureAwait(false);
        await FinishErasureAsync().ConfigureAwait(false);
        if (!isDeleted)
        {
            throw new RagQAException(FailureKind.NotFound, $"There is no collection '{name}'. List the collections for those there are.");
        }
    }

    /// <inheritdoc/>
    public Task<string[]> ListSubjectsAsync(string collectionId, Principal principal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return _database.ReadAsync(connection => CollectionRows.Subjects(connection, CollectionRows.Require(connection, collectionId).Key, principal), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> GetRevisionAsync(string collectionId, CancellationToken cancellationToken = default) =>
        _database.ReadAsync(connection => CollectionRows.Require(connection, collectionId).Revision, cancellationToken);

    /// <inheritdoc/>
    public async Task<DocumentReceipt> PutDocumentAsync(string collectionId, DocumentWrite document, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(document);
        PreparedDocument prepared = await Task.Run(() => PreparedDocument.From(document), cancellationToken).ConfigureAwait(false);
        return await _database.WriteAsync(connection => DocumentChanges.Put(connection, collectionId, prepared, _time.GetUtcNow()), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<DocumentReceipt> DeleteDocumentAsync(string collectionId, string documentId, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(connection => DocumentChanges.Delete(connection, collectionId, documentId, _time.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public async Task<DocumentReceipt> PurgeDocumentAsync(string collectionId, string documentId, CancellationToken cancellationToken = default)
    {
        DocumentReceipt? receipt = await _database.WriteAsync(
            connection => DocumentErasure.Purge(connection, collectionId, documentId, _time.GetUtcNow()),
            cancellationToken).ConfigureAwait(false);

        // Also when nothing is left: a purge that could not empty the log is completed by calling it again.
        await FinishErasureAsync().ConfigureAwait(false);
        return receipt ?? throw new RagQAException(FailureKind.NotFound, $"Nothing of a document '{documentId}' is stored in this collection, nor in the log any more.");
    }

    /// <inheritdoc/>
    public Task<byte[][]> FindUnusedEmbeddingsAsync(IReadOnlyList<byte[]> encodedHashes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(encodedHashes);
        return _database.ReadAsync(connection => DocumentErasure.FindUnused(connection, encodedHashes), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoreReport> VerifyAsync(bool repair, CancellationToken cancellationToken = default) =>
        new DocumentVerification(_database, repair).RunAsync(cancellationToken);

    /// <inheritdoc/>
    public Task BackUpAsync(string path, CancellationToken cancellationToken = default) => _database.BackUpAsync(path, cancellationToken);

    /// <inheritdoc/>
    public Task<DocumentText?> GetDocumentAsync(string collectionId, string documentId, CancellationToken cancellationToken = default) =>
        _database.ReadAsync(connection => DocumentRows.Find(connection, collectionId, documentId), cancellationToken);

    /// <inheritdoc/>
    public Task<DocumentDescription[]> ListDocumentsAsync(string collectionId, string? after, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return _database.ReadAsync(connection => DocumentRows.List(connection, collectionId, after, limit), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<QuarantinedDocument[]> ListQuarantineAsync(string collectionId, Principal principal, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(principal);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return _database.ReadAsync(connection => QuarantineRows.List(connection, collectionId, principal, limit), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StoredPassage[]> ReadPassagesAsync(string collectionId, IReadOnlyList<long> passageIds, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(passageIds);
        return _database.ReadAsync(connection => _passages.Read(connection, collectionId, passageIds), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<string?> ReadTextAsync(string collectionId, string documentId, string documentVersion, TextRange range, CancellationToken cancellationToken = default) =>
        _database.ReadAsync(connection => _passages.ReadText(connection, collectionId, documentId, documentVersion, range), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ChangeBatch> ReadChangesAsync(string collectionId, long fromRevision, int partition, int partitions, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromRevision);
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partition, partitions);
        return ReadBatchesAsync(collectionId, fromRevision, partition, partitions, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IngestionJob> CreateJobAsync(IngestionJob job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        return _database.WriteAsync(connection => JobRows.Create(connection, job, _time.GetUtcNow()), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IngestionJob?> GetJobAsync(Guid jobId, CancellationToken cancellationToken = default) =>
        _database.ReadAsync(connection => JobRows.Find(connection, jobId), cancellationToken);

    /// <inheritdoc/>
    public Task<IngestionJob[]> ListJobsAsync(IngestionState? state = null, CancellationToken cancellationToken = default) =>
        _database.ReadAsync(connection => JobRows.List(connection, state), cancellationToken);

    /// <inheritdoc/>
    public Task<IngestionJob> UpdateJobAsync(IngestionJob job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        return _database.WriteAsync(connection => JobRows.Update(connection, job, _time.GetUtcNow()), cancellationToken);
    }

    /// <inheritdoc/>
    public Task RecordJobItemsAsync(Guid jobId, IReadOnlyList<IngestionItem> items, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        return _database.WriteAsync(connection => items.Sum(item => JobRows.RecordItem(connection, jobId, item)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IngestionItem[]> ListJobItemsAsync(Guid jobId, IngestionOutcome? outcome = null, int limit = int.MaxValue, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return _database.ReadAsync(connection => JobRows.ListItems(connection, jobId, outcome, limit), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Generation[]> ListGenerationsAsync(string collectionId, CancellationToken cancellationToken = default) =>
        _database.ReadAsync(connection => GenerationRows.List(connection, CollectionRows.Require(connection, collectionId)), cancellationToken);

    /// <inheritdoc/>
    public Task<(string CollectionId, Generation Generation)[]> ListAllGenerationsAsync(CancellationToken cancellationToken = default) =>
        _database.ReadAsync(GenerationRows.ListAll, cancellationToken);

    /// <inheritdoc/>
    public Task<string[]> ListBuildingAsync(CancellationToken cancellationToken = default) => _database.ReadAsync(GenerationRows.ListBuilding, cancellationToken);

    /// <inheritdoc/>
    public Task<Generation> StartGenerationAsync(string collectionId, Generation wanted, string defaultEncoder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        DocumentRules.CheckPartitions(wanted.Partitions);
        return _database.WriteAsync(connection => GenerationChanges.Start(connection, collectionId, wanted, defaultEncoder, _time.GetUtcNow()), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Generation> CompleteGenerationAsync(string collectionId, int number, GenerationComparison? comparison, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(connection => GenerationChanges.Complete(connection, collectionId, number, comparison), cancellationToken);

    /// <inheritdoc/>
    public Task<CollectionDescription> ActivateGenerationAsync(string collectionId, int number, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(connection => GenerationChanges.Activate(connection, collectionId, number, _time.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public Task<Generation> RetireGenerationAsync(string collectionId, int number, TimeSpan after, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(connection => GenerationChanges.Retire(connection, collectionId, number, _time.GetUtcNow(), after), cancellationToken);

    /// <summary>Finishes what was begun and closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Finishes an erasure that a crash interrupted; a store that cannot is closed.</summary>
    private protected async Task FinishOpeningAsync()
    {
        try
        {
            await DeletePendingEmbeddingsAsync().ConfigureAwait(false);
        }
        catch
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async IAsyncEnumerable<ChangeBatch> ReadBatchesAsync(string collectionId, long fromRevision, int partition, int partitions, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long revision = await GetRevisionAsync(collectionId, cancellationToken).ConfigureAwait(false);
        if (fromRevision > revision)
        {
            throw new RagQAException(FailureKind.Conflict, $"Revision {fromRevision} is ahead of the store, which is at {revision}: an older backup was restored. Rebuild the partition from revision 0.");
        }

        ChangeCursor cursor = new(collectionId, fromRevision, revision, partition, partitions, _logger);
        ChangeBatch batch;
        do
        {
            batch = await _database.ReadAsync(cursor.Next, cancellationToken).ConfigureAwait(false);
            yield return batch;
        }
        while (!batch.IsLast);
    }

    // What follows the commit of an erasure is not cancelled: half an erasure is none.
    private async Task FinishErasureAsync()
    {
        await DeletePendingEmbeddingsAsync().ConfigureAwait(false);
        await _database.ReleaseErasedAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private async Task DeletePendingEmbeddingsAsync()
    {
        while (true)
        {
            List<byte[]> keys = await _database.ReadAsync(connection => DocumentErasure.PendingEmbeddings(connection, EmbeddingsAtATime), CancellationToken.None).ConfigureAwait(false);
            if (keys.Count == 0)
            {
                return;
            }

            await _embeddings.DeleteAsync(keys, CancellationToken.None).ConfigureAwait(false);
            await _database.WriteAsync(connection => DocumentErasure.ForgetEmbeddings(connection, keys), CancellationToken.None).ConfigureAwait(false);
        }
    }
}
