using System.Diagnostics.Metrics;
using RagQA.Grains.Answering;
using RagQA.Grains.Cluster;
using RagQA.Grains.Failover;
using RagQA.Grains.Partitions;
using RagQA.Inference;
using RagQA.Storage;

namespace RagQA.Grains.Metrics;

/// <summary>How a silo is, read off its parts when somebody looks.</summary>
internal sealed class SiloMetrics : ILifecycleParticipant<ISiloLifecycle>
{
    private readonly QuestionMetrics _questions;
    private readonly IngestionMetrics _documents;

    public SiloMetrics(
        IMeterFactory meters,
        QuestionMetrics questions,
        IngestionMetrics documents,
        QuestionAdmission admission,
        HedgedCalls calls,
        IndexHost indexes,
        ModelDevices devices,
        ReplicationState replication,
        MembershipReader membership)
    {
        (_questions, _documents) = (questions, documents);
        var meter = meters.Create(RagQATelemetry.Name);

        // Questions
        meter.CreateObservableGauge("ragqa.questions.running", () => admission.Running, "{question}", "Questions and searches that are worked on.");
        meter.CreateObservableGauge("ragqa.questions.waiting", () => admission.Waiting, "{question}", "Questions and searches that wait for their turn.");
        meter.CreateObservableCounter("ragqa.questions.rejected", () => admission.Rejected, "{question}", "Questions and searches refused because there were too many at once (429).");
        meter.CreateObservableCounter<long>(
            "ragqa.calls.hedged",
            () => [Value("reason", "slow", calls.AfterSlow), Value("reason", "failed", calls.AfterFailed)],
            "{call}",
            "Calls to a partition or to models that were made again, to another silo if there is one.");

        // Partitions
        meter.CreateObservableGauge<long>(
            "ragqa.partitions",
            () => Enum.GetValues<PartitionState>().Select(state => Value("state", Word(state), indexes.Count(state))),
            "{replica}",
            "Replicas of partitions that are on this silo.");
        meter.CreateObservableGauge(
            "ragqa.partitions.under_replicated",
            () => replication.UnderReplicated is { } partitions ? [new Measurement<int>(partitions)] : Array.Empty<Measurement<int>>(),
            "{partition}",
            "Partitions of the whole cluster that are ready on fewer silos than wanted; only the silo of the planner knows.");

        // What the silo stands on
        meter.CreateObservableGauge("ragqa.device.fallback", () => devices.Failure is null ? 0 : 1, description: "1 while models run on the CPU because the device that should run them does not work.");
        meter.CreateObservableCounter("ragqa.device.failures", () => devices.Withdrawals, "{failure}", "Times that a device which ran models was given up.");
        meter.CreateObservableGauge("ragqa.membership.readable", () => membership.IsReadable ? 1 : 0, description: "1 when the membership table was read the last time.");
        meter.CreateObservableCounter("ragqa.store.failures", () => StoreFailures.Count, "{failure}", "Reads and changes that failed because the store is not available (503).");
    }

    // The counters that are not read off anything: whoever collects them listens by then.
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(SiloMetrics), ServiceLifecycleStage.Active, _ =>
    {
        _questions.Begin();
        _documents.Begin();
        return Task.CompletedTask;
    });

    private static Measurement<long> Value(string tag, string word, long value) => new(value, new KeyValuePair<string, object?>(tag, word));

    private static string Word(PartitionState state) => state switch
    {
        PartitionState.Ready => "ready",
        PartitionState.Failed => "failed",
        _ => "loading",
    };
}
