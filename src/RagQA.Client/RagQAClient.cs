using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace RagQA.Client;

/// <summary>The client over grains: in a silo or in an Orleans client, whichever the factory belongs to.</summary>
/// <param name="grains">The grains.</param>
/// <param name="maxDocumentBytes">A larger document would not arrive: a message over Orleans' limit ends in a timeout.</param>
internal sealed class RagQAClient(IGrainFactory grains, long maxDocumentBytes) : IRagQAClient
{
    private const int PageSize = 200;

    /// <summary>Ids tried for one question.</summary>
    private const int MostAnswerers = 8;

    private static readonly TimeSpan NextAnswererAfter = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(250);

    private readonly AnswererIds _answerers = new(id => grains.GetGrain<IAnswererGrain>(id).GetGrainId().GetUniformHashCode());

    private IMaintenanceGrain Maintenance => grains.GetGrain<IMaintenanceGrain>(0);

    private ICatalogGrain Catalog => grains.GetGrain<ICatalogGrain>(0);

    public async Task<Answer> AskAsync(AskRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var span = RagQATelemetry.Spans.StartActivity("ragqa.ask");
        return await GrainCalls.RunWithin(
            async left =>
            {
                var id = await NewAnswererAsync(cancellationToken).ConfigureAwait(false);
                return await Answerer(id).Ask(request with { Deadline = left }, cancellationToken).ConfigureAwait(false);
            },
            request.Deadline,
            cancellationToken).ConfigureAwait(false);
    }

    public Task<Answer> AskAsync(string collection, string question, CancellationToken cancellationToken = default) =>
        AskAsync(new AskRequest { Collection = collection, Question = question }, cancellationToken);

    public async IAsyncEnumerable<AnswerEvent> AskStreamAsync(AskRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var id = await StartAsync(request, cancellationToken).ConfigureAwait(false);
        var finished = false;
        try
        {
            await foreach (var answerEvent in WatchAsync(id, 0, request.Principal, cancellationToken).ConfigureAwait(false))
            {
                finished = IsLast(answerEvent);
                yield return answerEvent;
            }
        }
        finally
        {
            if (!finished)
            {
                await StopUnheard(id, request.Principal).ConfigureAwait(false);
            }
        }
    }

    public async Task<Guid> StartAsync(AskRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var span = RagQATelemetry.Spans.StartActivity("ragqa.ask");
        return await GrainCalls.RunWithin(
            async left =>
            {
                var id = await NewAnswererAsync(cancellationToken).ConfigureAwait(false);
                await Answerer(id).Start(request with { Deadline = left }, cancellationToken).ConfigureAwait(false);
                return id;
            },
            request.Deadline,
            cancellationToken).ConfigureAwait(false);
    }

    public IAsyncEnumerable<AnswerEvent> WatchAsync(Guid id, int from, Principal principal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(principal);
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        return EventStream.Read(next => Answerer(id).Watch(principal, next, cancellationToken), from, cancellationToken);
    }

    public Task<Answer?> GetAnswerAsync(Guid id, Principal principal, CancellationToken cancellationToken = default) =>
        GrainCalls.Run(() => Answerer(id).Get(principal, cancellationToken));

    public Task StopAsync(Guid id, Principal principal, CancellationToken cancellationToken = default) =>
        GrainCalls.Run(() => Answerer(id).Stop(principal, cancellationToken));

    public async Task<SearchResult> SearchAsync(SearchRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var span = RagQATelemetry.Spans.StartActivity("ragqa.find");
        return await GrainCalls.Run(() => grains.GetGrain<ISearcherGrain>(0).Search(request, cancellationToken)).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<CollectionDescription>> ListCollectionsAsync(Principal principal, CancellationToken cancellationToken = default) =>
        await GrainCalls.Run(() => Catalog.List(principal, cancellationToken)).ConfigureAwait(false);

    public Task<CollectionDescription> GetCollectionAsync(string name, Principal principal, CancellationToken cancellationToken = default) =>
        GrainCalls.Run(() => Catalog.Get(name, principal, cancellationToken));

    public Task<CollectionDescription> PutCollectionAsync(string name, CollectionInput input, Principal principal, CancellationToken cancellationToken = default) =>
        GrainCalls.Run(() => Catalog.Put(name, input, principal, cancellationToken));

    public Task DeleteCollectionAsync(string name, Principal principal, CancellationToken cancellationToken = default) =>
        GrainCalls.Run(() => Catalog.Delete(name, principal, cancellationToken));

    public async Task<IReadOnlyList<GenerationDescription>> ListGenerationsAsync(string collection, CancellationToken cancellationToken = default) =>
        await InGenerations(collection, g => g.List(cancellationToken), cancellationToken).ConfigureAwait(false);

    public Task<GenerationDescription> StartGenerationAsync(string collection, GenerationRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return InGenerations(collection, g => g.Start(request, cancellationToken), cancellationToken);
    }

    public async IAsyncEnumerable<GenerationDescription> WatchGenerationAsync(string collection, int number, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var timer = new PeriodicTimer(WatchInterval);
        GenerationDescription? last = null;
        do
        {
            var next = (await ListGenerationsAsync(collection, cancellationToken).ConfigureAwait(false)).FirstOrDefault(g => g.Number == number)
                ?? throw new RagQAException(FailureKind.NotFound, $"The collection has no generation {number}.");
            if (next != last)
            {
                last = next;
                yield return next;
            }
        }
        while (last is { State: GenerationState.Building, Progress: null or { Reason: null } } && await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
    }

    public Task<GenerationDescription> ActivateGenerationAsync(string collection, int number, CancellationToken cancellationToken = default) =>
        InGenerations(collection, g => g.Activate(number, cancellationToken), cancellationToken);

    public Task<GenerationDescription> RetireGenerationAsync(string collection, int number, CancellationToken cancellationToken = default) =>
        InGenerations(collection, g => g.Retire(number, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<PartitionStatus>> PartitionsAsync(string collection, Principal principal, CancellationToken cancellationToken = default) =>
        await InCollection(collection, principal, c => c.Partitions(cancellationToken), cancellationToken).ConfigureAwait(false);

    public Task WaitForRevisionAsync(string collection, long revision, CancellationToken cancellationToken = default) =>
        InCollection(
            collection,
            Principal.Local,
            async c =>
            {
                await c.WaitFor(revision, cancellationToken).ConfigureAwait(false);
                return revision;
            },
            cancellationToken);

    public Task<DocumentReceipt> PutDocumentAsync(string collection, DocumentInput document, bool wait = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(document);
        var bytes = (document.Content?.LongLength ?? 0) + (document.Text is { } text ? System.Text.Encoding.UTF8.GetByteCount(text) : 0);
        if (bytes > maxDocumentBytes)
        {
            throw new RagQAException(
                FailureKind.TooLarge,
                $"The document has {bytes >> 20} MiB; an Orleans client may send {maxDocumentBytes >> 20}. Send it over HTTP, or have the server take in its file as an ingestion.");
        }

        return InCollection(collection, document.Principal, c => c.PutDocument(document, wait, cancellationToken), cancellationToken);
    }

    public Task<DocumentText> GetDocumentAsync(string collection, string id, Principal principal, CancellationToken cancellationToken = default) =>
        InCollection(collection, principal, c => c.GetDocument(id, principal, cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<DocumentDescription>> ListDocumentsAsync(string collection, string? after, int limit, Principal principal, CancellationToken cancellationToken = default) =>
        await InCollection(collection, principal, c => c.ListDocuments(after, limit, principal, cancellationToken), cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<DocumentDescription> ListDocumentsAsync(string collection, Principal principal, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? after = null;
        IReadOnlyList<DocumentDescription> page;
        do
        {
            page = await ListDocumentsAsync(collection, after, PageSize, principal, cancellationToken).ConfigureAwait(false);
            foreach (var document in page)
            {
                yield return document;
                after = document.Id;
            }
        }
        while (page.Count > 0);
    }

    public Task<DocumentReceipt> DeleteDocumentAsync(string collection, string id, Principal principal, CancellationToken cancellationToken = default) =>
        InCollection(collection, principal, c => c.DeleteDocument(id, principal, cancellationToken), cancellationToken);

    public Task<DocumentReceipt> PurgeDocumentAsync(string collection, string id, Principal principal, CancellationToken cancellationToken = default) =>
        InCollection(collection, principal, c => c.PurgeDocument(id, principal, cancellationToken), cancellationToken);

    public Task<IngestionStatus> StartIngestionAsync(IngestionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return GrainCalls.Run(() => Ingestion(Guid.NewGuid()).Start(request, cancellationToken));
    }

    public Task<IngestionStatus> GetIngestionAsync(Guid id, CancellationToken cancellationToken = default) =>
        GrainCalls.Run(() => Ingestion(id).Status(cancellationToken));

    public async IAsyncEnumerable<IngestionStatus> WatchIngestionAsync(Guid id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var timer = new PeriodicTimer(WatchInterval);
        for (var status = await GetIngestionAsync(id, cancellationToken).ConfigureAwait(false); ;)
        {
            yield return status;
            var last = status;
            while (!status.IsAtRest && (last.Done, last.Failed, last.Documents, last.State) == (status.Done, status.Failed, status.Documents, status.State))
            {
                await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
                status = await GetIngestionAsync(id, cancellationToken).ConfigureAwait(false);
            }

            if (last.IsAtRest)
            {
                yield break;
            }
        }
    }

    public async Task<IReadOnlyList<IngestionStatus>> ListIngestionsAsync(Principal principal, CancellationToken cancellationToken = default) =>
        await GrainCalls.Run(() => Catalog.Ingestions(principal, cancellationToken)).ConfigureAwait(false);

    public async Task<IReadOnlyList<IngestionItem>> ListIngestionItemsAsync(Guid id, IngestionOutcome? outcome = null, int limit = 1000, CancellationToken cancellationToken = default) =>
        await GrainCalls.Run(() => Ingestion(id).Items(outcome, limit, cancellationToken)).ConfigureAwait(false);

    public async Task<IReadOnlyList<QuarantinedDocument>> ListQuarantineAsync(string collection, int limit, Principal principal, CancellationToken cancellationToken = default) =>
        await InCollection(collection, principal, c => c.Quarantine(limit, principal, cancellationToken), cancellationToken).ConfigureAwait(false);

    public Task<IngestionStatus> PauseIngestionAsync(Guid id, CancellationToken cancellationToken = default) =>
        GrainCalls.Run(() => Ingestion(id).Pause(cancellationToken));

    public Task<IngestionStatus> ResumeIngestionAsync(Guid id, CancellationToken cancellationToken = default) =>
        GrainCalls.Run(() => Ingestion(id).Resume(cancellationToken));

    public Task<IngestionStatus> CancelIngestionAsync(Guid id, CancellationToken cancellationToken = default) =>
        GrainCalls.Run(() => Ingestion(id).Cancel(cancellationToken));

    public Task<VerificationReport> VerifyAsync(bool repair = true, CancellationToken cancellationToken = default) =>
        GrainCalls.Run(() => Maintenance.Verify(repair, cancellationToken));

    public Task<BackupReport> BackUpAsync(string directory, bool embeddings = true, CancellationToken cancellationToken = default) =>
        GrainCalls.Run(() => Maintenance.BackUp(directory, embeddings, cancellationToken));

    public Task<ClusterStatus> ClusterStatusAsync(CancellationToken cancellationToken = default) =>
        GrainCalls.Run(() => grains.GetGrain<IPlannerGrain>(0).Status(cancellationToken));

    /// <inheritdoc />
    public Task DrainSiloAsync(string silo, CancellationToken cancellationToken = default) =>
        GrainCalls.Run(() => grains.GetGrain<ISiloGrain>(silo).Drain(cancellationToken));

    /// <summary>Stops an answer that nobody listens to and nobody else knows the id of: its place goes to another question.</summary>
    private async Task StopUnheard(Guid id, Principal principal)
    {
        try
        {
            await StopAsync(id, principal, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RagQAException exception) when (exception.IsTransient)
        {
            // The listener is gone, or leaves with an exception of its own, and the answer ends at its deadline anyway.
            Debug.WriteLine(exception.Message);
        }
    }

    private static bool IsLast(AnswerEvent answerEvent) => answerEvent.Kind is AnswerEventKind.Answer or AnswerEventKind.Error;

    /// <summary>
    /// Id of an answerer that is there. A new grain is entered in the directory, of which each silo keeps a part; one that hangs
    /// would hold the question until it is voted out. So after a while another id is tried, which mostly another silo keeps.
    /// </summary>
    private async Task<Guid> NewAnswererAsync(CancellationToken cancellationToken)
    {
        var reserving = new List<Task<Guid>>(1);
        while (true)
        {
            var id = _answerers.Next();
            reserving.Add(ReserveAsync(id));
            var first = Task.WhenAny(reserving);
            if (first.IsCompleted || reserving.Count == MostAnswerers
                || await Task.WhenAny(first, Task.Delay(NextAnswererAfter, cancellationToken)).ConfigureAwait(false) == first)
            {
                var reserved = await (await first.ConfigureAwait(false)).ConfigureAwait(false);
                _answerers.Placed(reserved);
                return reserved;
            }

            _answerers.Waits(id);
            cancellationToken.ThrowIfCancellationRequested();
        }

        async Task<Guid> ReserveAsync(Guid id)
        {
            await Answerer(id).Reserve(cancellationToken).ConfigureAwait(false);
            return id;
        }
    }

    private IAnswererGrain Answerer(Guid id) => grains.GetGrain<IAnswererGrain>(id);

    private IIngestionGrain Ingestion(Guid id) => grains.GetGrain<IIngestionGrain>(id);

    private Task<T> InGenerations<T>(string name, Func<IGenerationsGrain, Task<T>> call, CancellationToken cancellationToken) =>
        InCollection(name, Principal.Local, collection => call(grains.GetGrain<IGenerationsGrain>(collection.GetPrimaryKeyString())), cancellationToken);

    /// <summary>Names can be given to another collection; ids cannot, so every call asks the catalogue anew.</summary>
    private Task<T> InCollection<T>(string name, Principal principal, Func<ICollectionGrain, Task<T>> call, CancellationToken cancellationToken) =>
        GrainCalls.Run(async () =>
        {
            var collection = await Catalog.Get(name, principal, cancellationToken).ConfigureAwait(false);
            return await call(grains.GetGrain<ICollectionGrain>(collection.Id)).ConfigureAwait(false);
        });
}
