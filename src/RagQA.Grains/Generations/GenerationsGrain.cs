using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;
using RagQA.Corpus;
using RagQA.Grains.Answering;
using RagQA.Grains.Collections;
using RagQA.Grains.Retrieval;
using RagQA.Inference;
using RagQA.Storage;

namespace RagQA.Grains.Generations;

/// <summary>
/// Builds, switches and retires the generations of a collection. What there is stands in the document store, so that a building goes on after any
/// kind of stop; here is only the building that runs.
/// </summary>
[GrainType("ragqa-generations"), PreferLocalPlacement, Reentrant]
internal sealed class GenerationsGrain(
    IDocumentStore store,
    InferenceModels models,
    PassageEmbeddings embeddings,
    EveryReplica replicas,
    EveryEncoder encoders,
    ShadowComparison comparison,
    TimeProvider time,
    ILogger<GenerationsGrain> logger) : Grain, IGenerationsGrain, IDisposable
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromMinutes(5);

    private CancellationTokenSource _stop = new();
    private GenerationBuild? _build;
    private Task _running = Task.CompletedTask;
    private IDisposable? _beat;

    private string CollectionId => this.GetPrimaryKeyString();

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // It stays "building" in the store: the next silo start goes on with it.
        await _stop.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public void Dispose()
    {
        _beat?.Dispose();
        _stop.Dispose();
    }

    public async Task<GenerationDescription[]> List(CancellationToken cancellationToken = default)
        => [.. (await store.ListGenerationsAsync(CollectionId, cancellationToken)).Select(Describe)];

    public async Task<GenerationDescription> Start(GenerationRequest request, CancellationToken cancellationToken = default)
    {
        var collection = await DescribeAsync(cancellationToken);
        var encoder = await FindAsync(request.Encoder, cancellationToken);
        await encoders.LoadAsync(encoder, cancellationToken);
        if (request.Gold is { } gold)
        {
            if (!Path.IsPathFullyQualified(gold))
            {
                throw new RagQAException("Give the absolute path of a gold set that the server can read.");
            }

            _ = await Task.Run(() => SquadFile.Read(gold), cancellationToken);
        }

        var generation = await store.StartGenerationAsync(
            CollectionId,
            new Generation { Encoder = encoder, Partitions = request.Partitions ?? collection.Partitions, Gold = request.Gold, User = request.Principal.User },
            models.EncoderManifest.Sha256,
            cancellationToken);
        RunUnlessRunning(generation);
        return Describe(generation);
    }

    public async Task GoOn(CancellationToken cancellationToken = default)
    {
        // One that failed says why until somebody starts it again.
        var all = await store.ListGenerationsAsync(CollectionId, cancellationToken);
        if (all.FirstOrDefault(g => g.State == GenerationState.Building) is { } building && !(_build is { Reason: not null } failed && failed.Number == building.Number))
        {
            RunUnlessRunning(building);
        }
    }

    public async Task<GenerationDescription> Activate(int number, CancellationToken cancellationToken = default)
    {
        var collection = await DescribeAsync(cancellationToken);
        var wanted = await RequireAsync(number, cancellationToken);
        if (wanted.State == GenerationState.Ready)
        {
            // Whatever was acknowledged has to be found by the next question as well.
            await encoders.LoadAsync(wanted.Encoder, cancellationToken);
            await replicas.CatchUpAsync(collection.At(wanted), collection.Revision, cancellationToken);
        }

        await store.ActivateGenerationAsync(CollectionId, number, cancellationToken);
        return Describe(await RequireAsync(number, cancellationToken));
    }

    public async Task<GenerationDescription> Retire(int number, CancellationToken cancellationToken = default)
    {
        var collection = await DescribeAsync(cancellationToken);
        if (_build?.Number == number)
        {
            await _stop.CancelAsync();
            await _running;
        }

        // Not cancelled: half of it would have to be found again.
        var retired = await store.RetireGenerationAsync(CollectionId, number, 2 * RequestRules.LongestDeadline, CancellationToken.None);
        await replicas.RetireGenerationAsync(collection.At(retired), CancellationToken.None);
        await encoders.ForgetAsync(retired.Encoder, CancellationToken.None);
        return Describe(retired);
    }

    // Two calls that interleave must not start it twice.
    private void RunUnlessRunning(Generation generation)
    {
        if (!_running.IsCompleted)
        {
            return;
        }

        _stop.Dispose();
        _stop = new CancellationTokenSource();
        _build = new GenerationBuild(CollectionId, generation, store, embeddings, models, replicas, comparison, time);
        _running = RunAsync(_build, _stop.Token);

        // It may take hours without a call: it must not be collected as idle.
        DelayDeactivation(KeepAlive);
        _beat ??= this.RegisterGrainTimer(
            static (grain, _) =>
            {
                if (!grain._running.IsCompleted)
                {
                    grain.DelayDeactivation(KeepAlive);
                }

                return Task.CompletedTask;
            },
            this,
            new GrainTimerCreationOptions(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)) { Interleave = true });
    }

    private async Task RunAsync(GenerationBuild build, CancellationToken stop)
    {
        try
        {
            await build.RunAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            build.Reason = "It was stopped.";
        }
        catch (RagQAException e)
        {
            logger.LogWarning("Generation {Generation} of {Collection} is not built: {Reason}", build.Number, CollectionId, e.Message);
            build.Reason = e.Message;
        }
        catch (Exception e)
        {
            logger.LogError(e, "The building of generation {Generation} of {Collection} stopped.", build.Number, CollectionId);
            build.Reason = "The server failed; its log has the cause. Start the upgrade again to go on.";
        }
    }

    private GenerationDescription Describe(Generation generation) => new()
    {
        Number = generation.Number,
        Encoder = encoders.NameOf(generation.Encoder),
        Partitions = generation.Partitions,
        State = generation.State,
        CreatedAt = generation.CreatedAt,
        LeftAt = generation.LeftAt,
        Comparison = generation.Comparison,
        Progress = generation.State == GenerationState.Building && _build?.Number == generation.Number ? _build.Progress : null,
    };

    private async Task<string> FindAsync(string encoder, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(() => models.FindEncoder(encoder), cancellationToken);
        }
        catch (ModelException e)
        {
            // Not to be tried again in a moment: somebody has to copy it there.
            throw new RagQAException(FailureKind.NotFound, e.Message);
        }
    }

    private async Task<Generation> RequireAsync(int number, CancellationToken cancellationToken)
        => (await store.ListGenerationsAsync(CollectionId, cancellationToken)).FirstOrDefault(g => g.Number == number)
            ?? throw new RagQAException(FailureKind.NotFound, $"The collection has no generation {number}. List its generations for those there are.");

    private async Task<CollectionDescription> DescribeAsync(CancellationToken cancellationToken)
        => await store.GetCollectionByIdAsync(CollectionId, cancellationToken)
            ?? throw new RagQAException(FailureKind.NotFound, "The collection was deleted.");
}
