using Orleans.Concurrency;
using Orleans.Placement;
using RagQA.Grains.Answering;
using RagQA.Grains.Partitions;
using RagQA.Grains.Placement;
using RagQA.Inference;

namespace RagQA.Grains.Cluster;

/// <summary>One silo: what it holds and how it is.</summary>
[GrainType("ragqa-silo"), KeepAlive, Immovable, Reentrant, AtSilo]
internal sealed class SiloGrain(
    ClusterView view,
    SiloState state,
    IndexHost indexes,
    QuestionAdmission admission,
    RecentQuestions recent,
    ProcessLoad load,
    ModelDevices devices,
    InferenceModels models,
    SiloLabels labels,
    SiloExit exit)
    : Grain, ISiloGrain
{
    public Task<SiloReport> Report(CancellationToken cancellationToken = default) => Task.FromResult(new SiloReport
    {
        Silo = view.Local.Key,
        Name = view.Local.Name,
        IsAnswering = true,
        IsDraining = state.IsDraining,
        Labels = labels.Now,
        Device = devices.Current,
        DeviceFailure = devices.Failure,
        RunningQuestions = admission.Running,
        WaitingQuestions = admission.Waiting,
        MemoryBytes = indexes.UsedBytes,
        MemoryBudgetBytes = indexes.BudgetBytes,
        Version = ProductVersion.Current,
        StartedAt = load.StartedAt,
        ProcessorShare = load.ProcessorShare,
        ProcessBytes = Environment.WorkingSet,
        QuestionsPerSecond = recent.PerSecond,
        P95Ms = recent.P95,
    });

    public Task Drain(CancellationToken cancellationToken = default)
    {
        exit.Begin();
        return Task.CompletedTask;
    }

    public Task Prepare(string partition, CancellationToken cancellationToken = default)
        => indexes.PrepareAsync(PartitionKey.Parse(partition), cancellationToken);

    public Task Erase(string partition, long revision, CancellationToken cancellationToken = default)
        => indexes.EraseAsync(PartitionKey.Parse(partition), revision, cancellationToken);

    public async Task LoadEncoder(string encoder, CancellationToken cancellationToken = default)
    {
        try
        {
            await Task.Run(() => models.EncoderOf(encoder), cancellationToken);
        }
        catch (ModelException e)
        {
            // Not to be tried again in a moment: somebody has to copy it there.
            throw new RagQAException(FailureKind.Conflict, $"Silo {view.Local.Name}: {e.Message}");
        }
    }

    public Task Retire(string collectionId, CancellationToken cancellationToken = default)
        => indexes.RetireAsync(collectionId);

    public Task RetireGeneration(string collectionId, int generation, CancellationToken cancellationToken = default)
        => indexes.RetireAsync(collectionId, generation);
}
