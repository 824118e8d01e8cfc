using RagQA.Grains.Retrieval;
using RagQA.Index;
using RagQA.Inference;
using RagQA.Storage;

namespace RagQA.Grains.Partitions;

/// <summary>
/// Compares one partition with the store: 1 the saved files with their manifest, 2 every live passage of the store with what the
/// index holds of it. What differs is put in again; nobody has to wait for a whole rebuild.
/// </summary>
internal sealed class PartitionVerification(PartitionKey key, IDocumentStore store, PassageEmbeddings embeddings, LoadedEncoder encoder, string directory)
{
    private readonly List<VerificationFinding> _findings = [];

    /// <summary>Compares; the caller holds the index, so that nobody else changes it meanwhile.</summary>
    public async Task<PartitionReport> RunAsync(
        PartitionIndex index, int partitions, bool hasFiles, bool repair, CancellationToken cancellationToken)
    {
        // 1 Files. A partition that was never saved has none.
        if (hasFiles)
        {
            await Task.Run(() => CheckFiles(repair), cancellationToken);
        }

        // 2 Passages: those of the store are crossed off, so what is left over is none of its.
        var held = new Dictionary<long, UInt128>(await Task.Run(index.Fingerprints, cancellationToken));
        long passages = 0;
        var wrong = 0;
        await foreach (var batch in store.ReadChangesAsync(key.CollectionId, 0, key.Partition, partitions, cancellationToken))
        {
            passages += batch.Changes.Count;
            wrong += await CompareAsync(index, held, batch, repair, cancellationToken);
        }

        var foreign = held.Keys.ToArray();
        if (foreign.Length > 0)
        {
            // What was deleted since the index was read goes by the log.
            await foreach (var batch in store.ReadChangesAsync(key.CollectionId, index.Revision, key.Partition, partitions, cancellationToken))
            {
                foreign = [.. foreign.Except(batch.Changes.Where(c => c.Removed).Select(c => c.PassageId))];
            }

            if (repair && foreign.Length > 0)
            {
                await Task.Run(() => index.Apply([], foreign, index.Revision), cancellationToken);
            }
        }

        if (wrong > 0)
        {
            _findings.Add(Finding($"{wrong} passages were missing or not as stored.", repair));
        }

        if (foreign.Length > 0)
        {
            _findings.Add(Finding($"{foreign.Length} passages are not in the store.", repair));
        }

        return new PartitionReport(passages, [.. _findings]);
    }

    public VerificationFinding Finding(string problem, bool repaired) => new("index", key.CollectionId, null, $"Partition {key.Partition}: {problem}", repaired);

    private void CheckFiles(bool repair)
    {
        try
        {
            PartitionIndex.CheckFiles(directory, encoder.Manifest.Sha256);
        }
        catch (IndexFileException e)
        {
            _findings.Add(Finding(e.Message, repair));
        }
    }

    private async Task<int> CompareAsync(
        PartitionIndex index, Dictionary<long, UInt128> held, ChangeBatch batch, bool repair, CancellationToken cancellationToken)
    {
        var entries = await embeddings.EntriesAsync(encoder, batch.Changes, cancellationToken);
        var wrong = await Task.Run(
            () => entries.Where(e => !(held.Remove(e.Id, out var found) && found == e.Fingerprint())).ToArray(),
            cancellationToken);

        // What came after the index was read comes by the log.
        var revisions = batch.Changes.ToDictionary(c => c.PassageId, c => c.Revision);
        wrong = [.. wrong.Where(e => revisions[e.Id] <= index.Revision)];
        if (repair && wrong.Length > 0)
        {
            await Task.Run(() => index.Apply(wrong, [], index.Revision), cancellationToken);
        }

        return wrong.Length;
    }
}
