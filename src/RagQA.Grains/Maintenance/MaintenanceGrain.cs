using Orleans.Concurrency;
using RagQA.Grains.Collections;
using RagQA.Grains.Generations;
using RagQA.Grains.Hosting;
using RagQA.Storage;

namespace RagQA.Grains.Maintenance;

/// <summary>Verification and backups; one of each at a time, beside questions and ingestions.</summary>
[GrainType("ragqa-maintenance")]
internal sealed class MaintenanceGrain(RagQAStores stores, TimeProvider time) : Grain, IMaintenanceGrain
{
    public async Task<VerificationReport> Verify(bool repair, CancellationToken cancellationToken = default)
    {
        // 1 The source of truth, 2 what was derived of it, 3 what nothing refers to.
        var store = await stores.Documents.VerifyAsync(repair, cancellationToken);
        var findings = new List<VerificationFinding>(store.Findings);
        findings.AddRange(await stores.Embeddings.VerifyAsync(repair, cancellationToken));
        var partitions = 0;
        foreach (var collection in await stores.Documents.ListCollectionsAsync(cancellationToken))
        {
            var generations = await stores.Documents.KeptGenerationsAsync(collection, cancellationToken);
            foreach (var partition in generations.SelectMany(g => g.PartitionReplicas(GrainFactory)).SelectMany(replicas => replicas))
            {
                var report = await partition.Verify(repair, cancellationToken);
                findings.AddRange(report.Findings.Select(f => f with { Collection = collection.Name }));
                partitions++;
            }
        }

        if (await UnusedEmbeddings.SweepAsync(stores.Documents, stores.Embeddings, repair, cancellationToken) is > 0 and var unused)
        {
            findings.Add(new VerificationFinding("embeddings", null, null, $"{unused} embeddings belonged to no passage.", repair));
        }

        return new VerificationReport { Documents = store.Documents, Passages = store.Passages, Partitions = partitions, Findings = [.. findings] };
    }

    public Task<BackupReport> BackUp(string directory, bool withEmbeddings, CancellationToken cancellationToken = default)
        => Path.IsPathFullyQualified(directory)
            ? DataBackup.WriteAsync(stores.Documents, stores.History, withEmbeddings ? stores.Embeddings : null, stores.Directory, directory, time, cancellationToken)
            : throw new RagQAException("Give the absolute path of a directory on the server.");
}
