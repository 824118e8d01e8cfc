using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;
using RagQA.Corpus;
using RagQA.Grains.Collections;
using RagQA.Grains.Hosting;
using RagQA.Grains.Placement;
using RagQA.Storage;

namespace RagQA.Grains.Ingestion;

/// <summary>
/// Drives one bulk job, on the silo that was asked: the paths are those of its machine. Its state is in the document store, so that it goes
/// on after any kind of stop.
/// </summary>
[GrainType("ragqa-ingestion"), PreferLocalPlacement, Reentrant]
internal sealed class IngestionGrain(IDocumentStore store, IFileParser parser, DocumentIntake intake, EveryReplica replicas, ClusterView view, TimeProvider time, ILogger<IngestionGrain> logger)
    : LongWorkGrain, IIngestionGrain
{
    private const int MostItems = 10_000;

    private IngestionState _stopAs = IngestionState.Running;
    private IngestionWork? _work;
    private string? _unsaved;

    public async Task<IngestionStatus> Start(IngestionRequest request, CancellationToken cancellationToken = default)
    {
        if (request.Paths.Length == 0)
        {
            throw new RagQAException("Name at least one file or folder.");
        }

        var missing = request.Paths.FirstOrDefault(p => !Path.IsPathFullyQualified(p) || !Path.Exists(p));
        if (missing is not null)
        {
            throw new RagQAException(FailureKind.NotFound, $"'{missing}' is not an absolute path of a file or folder that the server can read.");
        }

        var collection = await store.RequireCollectionAsync(request.Collection, cancellationToken);
        var job = await store.CreateJobAsync(
            new IngestionJob
            {
                Id = this.GetPrimaryKey(),
                CollectionId = collection.Id,
                Collection = collection.Name,
                Paths = request.Paths,
                User = request.Principal.User,
                State = IngestionState.Running,
            },
            cancellationToken);
        Run(job);
        return _work!.Status(IngestionState.Running);
    }

    public async Task<IngestionStatus> Status(CancellationToken cancellationToken = default)
    {
        var job = await JobAsync(cancellationToken);
        return _unsaved is { } failure && job.State == IngestionState.Running ? _work!.Status(IngestionState.Failed) with { Reason = failure, CreatedAt = job.CreatedAt }
            : _work is not null && job.State == IngestionState.Running ? _work.Status(job.State) with { CreatedAt = job.CreatedAt }
            : await FromStoreAsync(job, cancellationToken);
    }

    public async Task<IngestionItem[]> Items(IngestionOutcome? outcome, int limit, CancellationToken cancellationToken = default)
    {
        if (limit is < 1 or > MostItems)
        {
            throw new RagQAException($"The limit must be from 1 to {MostItems}.");
        }

        var job = await JobAsync(cancellationToken);
        return await store.ListJobItemsAsync(job.Id, outcome, limit, cancellationToken);
    }

    public Task<IngestionStatus> Pause(CancellationToken cancellationToken = default) => StopAsync(IngestionState.Paused, cancellationToken);

    public Task<IngestionStatus> Cancel(CancellationToken cancellationToken = default) => StopAsync(IngestionState.Cancelled, cancellationToken);

    public async Task<IngestionStatus> Resume(CancellationToken cancellationToken = default)
    {
        var job = await JobAsync(cancellationToken);
        if (job.State is IngestionState.Done or IngestionState.Cancelled)
        {
            throw new RagQAException(FailureKind.Conflict, "The job has ended. Start a new one: what is there already is not done twice.");
        }

        if (!IsRunning)
        {
            RunUnlessRunning(await store.UpdateJobAsync(job with { State = IngestionState.Running, Reason = null }, cancellationToken));
        }

        return _work!.Status(IngestionState.Running);
    }

    public async Task GoOn(CancellationToken cancellationToken = default)
    {
        // One that could not store its end says why until somebody resumes it.
        if (_unsaved is null && !IsRunning && await JobAsync(cancellationToken) is { State: IngestionState.Running } job)
        {
            RunUnlessRunning(job);
        }
    }

    // Two calls that interleave must not start it twice.
    private void RunUnlessRunning(IngestionJob job)
    {
        if (!IsRunning)
        {
            Run(job);
        }
    }

    private void Run(IngestionJob job)
    {
        _stopAs = IngestionState.Running;
        _unsaved = null;
        var work = _work = new IngestionWork(job, store, parser, intake, time);
        RunWork(stop => RunAsync(job, work, stop));
    }

    private async Task RunAsync(IngestionJob job, IngestionWork work, CancellationToken stop)
    {
        var (state, reason) = await EndAsync(job, work, stop);
        if (state == IngestionState.Failed && !view.IsMember)
        {
            // What failed is this silo, not the job: another one goes on with it.
            return;
        }

        try
        {
            await store.UpdateJobAsync(work.Job(state, reason), CancellationToken.None);
        }
        catch (RagQAException e)
        {
            // A full or failing disk: the next start goes on with the job, and until then its status says why it stopped.
            logger.LogError(e, "Ingestion {Job} stopped and its state could not be stored.", job.Id);
            _unsaved = reason ?? e.Message;
        }
    }

    private async Task<(IngestionState State, string? Reason)> EndAsync(IngestionJob job, IngestionWork work, CancellationToken stop)
    {
        try
        {
            await work.RunAsync(stop);
            await AnswerableAsync(job, stop);
            return (IngestionState.Done, null);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return (_stopAs, null);
        }
        catch (RagQAException e)
        {
            return (IngestionState.Failed, e.Message);
        }
        catch (Exception e)
        {
            logger.LogError(e, "Ingestion {Job} stopped.", job.Id);
            return (IngestionState.Failed, "The server failed; its log has the cause. Resume the job to go on.");
        }
    }

    /// <summary>A job is done when its documents can be answered from.</summary>
    private async Task AnswerableAsync(IngestionJob job, CancellationToken stop)
    {
        var collection = await store.GetCollectionByIdAsync(job.CollectionId, stop)
            ?? throw new RagQAException(FailureKind.NotFound, "The collection was deleted while documents were going in.");
        await replicas.CatchUpKeptAsync(collection, collection.Revision, stop);
    }

    private async Task<IngestionStatus> StopAsync(IngestionState state, CancellationToken cancellationToken)
    {
        var job = await JobAsync(cancellationToken);
        if (IsRunning)
        {
            _stopAs = state;
            await StopWorkAsync();
        }
        else if (job.State is IngestionState.Done or IngestionState.Cancelled)
        {
            throw new RagQAException(FailureKind.Conflict, "The job has ended: there is nothing to stop.");
        }
        else
        {
            await store.UpdateJobAsync(job with { State = state }, cancellationToken);
        }

        return await FromStoreAsync(await JobAsync(cancellationToken), cancellationToken);
    }

    private async Task<IngestionJob> JobAsync(CancellationToken cancellationToken)
        => await store.GetJobAsync(this.GetPrimaryKey(), cancellationToken)
            ?? throw new RagQAException(FailureKind.NotFound, "There is no such job.");

    private async Task<IngestionStatus> FromStoreAsync(IngestionJob job, CancellationToken cancellationToken)
    {
        var failures = await store.ListJobItemsAsync(job.Id, IngestionOutcome.Failed, limit: 100, cancellationToken);
        return job.ToStatus() with { Failures = [.. failures.Select(f => new IngestionFailure(f.Document, f.Reason ?? ""))] };
    }
}
