namespace RagQA.Client;

/// <summary>
/// Everything another .NET program can ask of RagQA. Every failure that a caller can act on is a <see cref="RagQAException"/>;
/// its <see cref="RagQAException.Kind"/> says what it is, and a cluster that does not answer is <see cref="FailureKind.Unavailable"/>.
/// Cancelling a call gives up waiting; it stops an answer only where that is said.
/// </summary>
public interface IRagQAClient
{
    /// <summary>Asks and waits for the answer, at most for the request's deadline and a little.</summary>
    /// <exception cref="RagQAException">The request is wrong, or RagQA is busy or unavailable.</exception>
    Task<Answer> AskAsync(AskRequest request, CancellationToken cancellationToken = default);

    /// <summary>Asks with default settings on behalf of <see cref="Principal.Local"/> and waits for the answer.</summary>
    /// <exception cref="RagQAException">The question is wrong, or RagQA is busy or unavailable.</exception>
    Task<Answer> AskAsync(string collection, string question, CancellationToken cancellationToken = default);

    /// <summary>Asks and gives the events of the answer, the last of which is the answer or an error. Leaving the enumeration early stops the answer.</summary>
    /// <exception cref="RagQAException">The request is wrong, or RagQA is busy or unavailable.</exception>
    IAsyncEnumerable<AnswerEvent> AskStreamAsync(AskRequest request, CancellationToken cancellationToken = default);

    /// <summary>Starts a question and returns the id of its answer when it is accepted.</summary>
    /// <exception cref="RagQAException">The request is wrong, or RagQA is busy or unavailable.</exception>
    Task<Guid> StartAsync(AskRequest request, CancellationToken cancellationToken = default);

    /// <summary>Events of an answer from number <paramref name="from"/> on; goes on by itself where it stopped when the connection to the cluster is lost.</summary>
    /// <exception cref="RagQAException">There is no such answer, or it belongs to another principal.</exception>
    IAsyncEnumerable<AnswerEvent> WatchAsync(Guid id, int from, Principal principal, CancellationToken cancellationToken = default);

    /// <summary>The answer if it is finished, null while it runs.</summary>
    /// <exception cref="RagQAException">There is no such answer, or it belongs to another principal.</exception>
    Task<Answer?> GetAnswerAsync(Guid id, Principal principal, CancellationToken cancellationToken = default);

    /// <summary>Stops a running answer; nothing happens if it is finished.</summary>
    Task StopAsync(Guid id, Principal principal, CancellationToken cancellationToken = default);

    /// <summary>Ranks passages without reading them.</summary>
    /// <exception cref="RagQAException">The request is wrong, or RagQA is busy or unavailable.</exception>
    Task<SearchResult> SearchAsync(SearchRequest request, CancellationToken cancellationToken = default);

    /// <summary>All collections by name.</summary>
    Task<IReadOnlyList<CollectionDescription>> ListCollectionsAsync(Principal principal, CancellationToken cancellationToken = default);

    /// <summary>One collection.</summary>
    /// <exception cref="RagQAException">There is none of that name (not found).</exception>
    Task<CollectionDescription> GetCollectionAsync(string name, Principal principal, CancellationToken cancellationToken = default);

    /// <summary>Makes a collection, or returns it when it is there with the same kind.</summary>
    /// <exception cref="RagQAException">The name is not allowed, or it is there with another kind.</exception>
    Task<CollectionDescription> PutCollectionAsync(string name, CollectionInput input, Principal principal, CancellationToken cancellationToken = default);

    /// <summary>Deletes a collection with all its documents.</summary>
    Task DeleteCollectionAsync(string name, Principal principal, CancellationToken cancellationToken = default);

    /// <summary>Generations of a collection by their numbers, those that were retired among them.</summary>
    Task<IReadOnlyList<GenerationDescription>> ListGenerationsAsync(string collection, CancellationToken cancellationToken = default);

    /// <summary>Begins to build a generation in the background, or goes on with the same one.</summary>
    /// <exception cref="RagQAException">A silo does not have the encoder, or another generation is being built (conflict), or the gold set cannot be read.</exception>
    Task<GenerationDescription> StartGenerationAsync(string collection, GenerationRequest request, CancellationToken cancellationToken = default);

    /// <summary>A generation, each time that its building has come further, until it is ready or has stopped.</summary>
    /// <exception cref="RagQAException">There is no such generation (not found).</exception>
    IAsyncEnumerable<GenerationDescription> WatchGenerationAsync(string collection, int number, CancellationToken cancellationToken = default);

    /// <summary>Answers questions from another generation, from the next question on; also back.</summary>
    /// <exception cref="RagQAException">It is not ready (conflict).</exception>
    Task<GenerationDescription> ActivateGenerationAsync(string collection, int number, CancellationToken cancellationToken = default);

    /// <summary>Gives up a generation that is not active, with its partitions and embeddings, or stops its building.</summary>
    /// <exception cref="RagQAException">It is active, or was until a moment ago (conflict).</exception>
    Task<GenerationDescription> RetireGenerationAsync(string collection, int number, CancellationToken cancellationToken = default);

    /// <summary>State of every partition of a collection's active generation.</summary>
    Task<IReadOnlyList<PartitionStatus>> PartitionsAsync(string collection, Principal principal, CancellationToken cancellationToken = default);

    /// <summary>Returns when every partition can answer from all that was committed up to a revision, such as that of a receipt.</summary>
    /// <exception cref="RagQAException">The collection has not come to that revision (invalid).</exception>
    Task WaitForRevisionAsync(string collection, long revision, CancellationToken cancellationToken = default);

    /// <summary>Takes a document in; returns after the commit, or with <paramref name="wait"/> when every partition can answer from it.</summary>
    /// <exception cref="RagQAException">The document is wrong, too large or of an unsupported format.</exception>
    Task<DocumentReceipt> PutDocumentAsync(string collection, DocumentInput document, bool wait = false, CancellationToken cancellationToken = default);

    /// <summary>A document with its text.</summary>
    /// <exception cref="RagQAException">There is none that the principal may see (not found).</exception>
    Task<DocumentText> GetDocumentAsync(string collection, string id, Principal principal, CancellationToken cancellationToken = default);

    /// <summary>One page of documents in the order of their ids, after the id <paramref name="after"/>.</summary>
    Task<IReadOnlyList<DocumentDescription>> ListDocumentsAsync(string collection, string? after, int limit, Principal principal, CancellationToken cancellationToken = default);

    /// <summary>All documents in the order of their ids, fetched page by page.</summary>
    IAsyncEnumerable<DocumentDescription> ListDocumentsAsync(string collection, Principal principal, CancellationToken cancellationToken = default);

    /// <summary>Deletes a document: it is gone from answers when the call returns.</summary>
    Task<DocumentReceipt> DeleteDocumentAsync(string collection, string id, Principal principal, CancellationToken cancellationToken = default);

    /// <summary>Deletes a document and erases its text, passages and embeddings from the store.</summary>
    Task<DocumentReceipt> PurgeDocumentAsync(string collection, string id, Principal principal, CancellationToken cancellationToken = default);

    /// <summary>Starts a bulk job and returns its first status, with its id.</summary>
    Task<IngestionStatus> StartIngestionAsync(IngestionRequest request, CancellationToken cancellationToken = default);

    /// <summary>How far a bulk job is.</summary>
    /// <exception cref="RagQAException">There is no such job (not found).</exception>
    Task<IngestionStatus> GetIngestionAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>How far a bulk job is, each time that this changes, until it is over, paused or failed.</summary>
    /// <exception cref="RagQAException">There is no such job (not found).</exception>
    IAsyncEnumerable<IngestionStatus> WatchIngestionAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Bulk jobs, the newest first.</summary>
    Task<IReadOnlyList<IngestionStatus>> ListIngestionsAsync(Principal principal, CancellationToken cancellationToken = default);

    /// <summary>What came of the documents of a job; all of them when <paramref name="outcome"/> is null.</summary>
    Task<IReadOnlyList<IngestionItem>> ListIngestionItemsAsync(Guid id, IngestionOutcome? outcome = null, int limit = 1000, CancellationToken cancellationToken = default);

    /// <summary>Documents of a collection that could not go in, and live ones that were flagged, by id.</summary>
    Task<IReadOnlyList<QuarantinedDocument>> ListQuarantineAsync(string collection, int limit, Principal principal, CancellationToken cancellationToken = default);

    /// <summary>Stops a job from taking further documents until it is resumed.</summary>
    Task<IngestionStatus> PauseIngestionAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Goes on with a paused or interrupted job.</summary>
    Task<IngestionStatus> ResumeIngestionAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Ends a job; what went in stays.</summary>
    Task<IngestionStatus> CancelIngestionAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Compares documents, embeddings and partition indexes with each other, and repairs what is derived where <paramref name="repair"/> is true.</summary>
    Task<VerificationReport> VerifyAsync(bool repair = true, CancellationToken cancellationToken = default);

    /// <summary>Copies the stores as of now to an empty or new directory on the server, while questions and ingestions go on.</summary>
    /// <exception cref="RagQAException">The directory is not empty, or cannot be written.</exception>
    Task<BackupReport> BackUpAsync(string directory, bool embeddings = true, CancellationToken cancellationToken = default);

    /// <summary>Silos of the cluster, and where the replicas of every partition are.</summary>
    Task<ClusterStatus> ClusterStatusAsync(CancellationToken cancellationToken = default);

    /// <summary>Has a silo hand over its partitions, finish its questions and stop. Returns when it has begun.</summary>
    /// <param name="silo">Its address, <see cref="SiloReport.Silo"/>.</param>
    /// <param name="cancellationToken">Stops waiting for its word; it may stop all the same.</param>
    /// <exception cref="RagQAException">It does not answer.</exception>
    Task DrainSiloAsync(string silo, CancellationToken cancellationToken = default);
}
