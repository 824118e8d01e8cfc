using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;
using RagQA.Corpus;
using RagQA.Grains.Answering;
using RagQA.Grains.Collections;
using RagQA.Grains.Hosting;
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
    ILogger<GenerationsGrain> logger) : LongWorkGrain, IGenerationsGrain
{
    private GenerationBuild? _build;

    private string CollectionId => this.GetPrimaryKeyString();

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

            if (collection.Kind == CollectionKind.Patient)
            {
                throw new RagQAException(
                    "The questions of a gold set name no patient, and in a collection of patients' documents each question is about one. Leave the gold set out: stored questions are compared then.");
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
            await StopWorkAsync();
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
        if (IsRunning)
        {
            return;
        }

        var build = _build = new GenerationBuild(CollectionId, generation, store, embeddings, models, replicas, comparison, time);
        RunWork(stop => RunAsync(build, stop));
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
