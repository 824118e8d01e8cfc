using Microsoft.Extensions.Logging;
using RagQA.Grains.Retrieval;
using RagQA.Index;
using RagQA.Inference;
using RagQA.Storage;

namespace RagQA.Grains.Partitions;

/// <summary>
/// One partition index with its life: load or rebuild, follow the change log, save, go away.
/// Only one load or catch-up runs at a time; searches run beside it.
/// </summary>
internal sealed class HostedPartition(
    PartitionKey key,
    string directory,
    Task before,
    IDocumentStore store,
    PassageEmbeddings embeddings,
    InferenceModels models,
    IndexHostOptions options,
    SearchScheduler scheduler,
    IndexMemory memory,
    TimeProvider time,
    ILogger logger) : IAsyncDisposable
{
    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _loading = new();
    private Task<PartitionIndex>? _load;
    private long _savedAt = time.GetTimestamp();
    private int _partitions;
    private LoadedEncoder _encoder = null!;
    private bool _hasFiles;
    private string? _rebuiltBecause;
    private int _attached;
    private long _usedAt = time.GetTimestamp();

    public PartitionKey Key => key;

    /// <summary>Grains that use it.</summary>
    public int Attached => Volatile.Read(ref _attached);

    /// <summary>Starts loading in the background; a load that failed is tried again.</summary>
    public void StartLoading()
    {
        lock (_loading)
        {
            if (_load is null || _load.IsFaulted || _load.IsCanceled)
            {
                _load = Task.Run(() => LoadAsync(_closing.Token));
            }
        }
    }

    /// <summary>A grain begins to use it. What was not in use did not follow the log and does so before the first search.</summary>
    public void Attach()
    {
        lock (_loading)
        {
            if (_attached++ == 0 && _load is { IsCompletedSuccessfully: true } load)
            {
                _load = Task.Run(() => FollowAsync(load.Result, _closing.Token));
            }
        }
    }

    /// <summary>A grain has ended.</summary>
    public void Detach()
    {
        Touch();
        Interlocked.Decrement(ref _attached);
    }

    /// <summary>It is wanted now.</summary>
    public void Touch() => Volatile.Write(ref _usedAt, time.GetTimestamp());

    /// <summary>Whether no grain has used it for so long.</summary>
    public bool IsIdleFor(TimeSpan linger) => Attached == 0 && time.GetElapsedTime(Volatile.Read(ref _usedAt)) > linger;

    public async Task<LexicalStatistics> StatisticsAsync(ulong[] terms, CancellationToken cancellationToken)
    {
        var index = await ReadyAsync(cancellationToken);
        return await scheduler.RunAsync(_ => index.Statistics(terms), cancellationToken);
    }

    public async Task<PartitionHits> SearchAsync(PartitionQuery query, CancellationToken cancellationToken)
    {
        var index = await ReadyAsync(cancellationToken);
        if (query.Encoder.Length > 0 && query.Encoder != index.EncoderHash)
        {
            throw new RagQAException(FailureKind.Conflict, "The question was encoded with another encoder than this partition: ask again.");
        }

        return await scheduler.RunAsync(cores => index.Search(query, cores), cancellationToken);
    }

    public PartitionStatus Status()
    {
        var load = _load;
        if (load is { IsCompletedSuccessfully: true })
        {
            var index = load.Result;
            return new PartitionStatus
            {
                Partition = key.Partition,
                State = PartitionState.Ready,
                Revision = index.Revision,
                Passages = index.Count,
                DenseIndex = index.DenseIndex,
                MemoryBytes = index.MemoryBytes,
            };
        }

        return load is { IsFaulted: true }
            ? new PartitionStatus { Partition = key.Partition, State = PartitionState.Failed, Reason = load.Exception.InnerException?.Message }
            : new PartitionStatus { Partition = key.Partition, State = PartitionState.Loading };
    }

    public async Task<long> CatchUpAsync(long revision, CancellationToken cancellationToken)
    {
        var index = await ReadyAsync(cancellationToken);
        if (index.Revision < revision)
        {
            await _writer.WaitAsync(cancellationToken);
            try
            {
                if (index.Revision < revision)
                {
                    await ApplyChangesAsync(index, cancellationToken);
                }
            }
            finally
            {
                _writer.Release();
            }
        }

        return index.Revision;
    }

    /// <summary>Returns when nothing of what was purged up to a revision is in memory or in a file.</summary>
    public async Task EraseAsync(long revision, CancellationToken cancellationToken)
    {
        await CatchUpAsync(revision, cancellationToken);

        // The catch-up saves what it erases; this is for one whose save failed.
        await SaveAsync(cancellationToken);
    }

    public async Task<PartitionReport> VerifyAsync(bool repair, CancellationToken cancellationToken)
    {
        var index = await ReadyAsync(cancellationToken);
        await _writer.WaitAsync(cancellationToken);
        try
        {
            var verification = new PartitionVerification(key, store, embeddings, _encoder, directory);
            await ApplyChangesAsync(index, cancellationToken);
            var report = await verification.RunAsync(index, _partitions, _hasFiles, repair, cancellationToken);
            if (repair && (report.Findings.Length > 0 || index.NeedsSaving))
            {
                await SaveHeldAsync(index, cancellationToken);
            }

            return Interlocked.Exchange(ref _rebuiltBecause, null) is { } reason
                ? report with { Findings = [verification.Finding($"Its files could not be used when it was loaded: {reason}", repaired: true), .. report.Findings] }
                : report;
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>
    /// Applies what the change log holds and saves now and then. A failure is logged; the next poll tries again.
    /// False when the collection is no more.
    /// </summary>
    public async Task<bool> PollAsync(CancellationToken cancellationToken)
    {
        try
        {
            StartLoading();
            var index = await ReadyAsync(cancellationToken);
            await CatchUpAsync(await store.GetRevisionAsync(key.CollectionId, cancellationToken), cancellationToken);
            if (index.NeedsSaving && (!memory.Allows(this, index.MemoryBytes) || time.GetElapsedTime(_savedAt) >= options.SaveInterval))
            {
                await SaveAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The silo is stopping or the load takes longer than one poll; both are seen again at the next one.
        }
        catch (RagQAException e) when (e.Kind == FailureKind.NotFound)
        {
            return false;
        }
        catch (Exception e) when (e is RagQAException or IOException)
        {
            logger.LogWarning("Partition {Partition} could not follow the change log: {Reason}", key, e.Message);
        }

        return true;
    }

    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        if (_load is not { IsCompletedSuccessfully: true } load)
        {
            return;
        }

        await _writer.WaitAsync(cancellationToken);
        try
        {
            if (load.Result.NeedsSaving)
            {
                await SaveHeldAsync(load.Result, cancellationToken);
            }

            _savedAt = time.GetTimestamp();
        }
        finally
        {
            _writer.Release();
        }
    }

    // Called by who holds the index.
    private async Task SaveHeldAsync(PartitionIndex index, CancellationToken cancellationToken)
    {
        await Task.Run(() => index.Save(directory), cancellationToken);
        _hasFiles = true;
    }

    public async Task DeleteFilesAsync(CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        try
        {
            if (Directory.Exists(directory))
            {
                Directory.Delete(directory, recursive: true);
            }
        }
        finally
        {
            _writer.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        memory.Forget(this);
        await _closing.CancelAsync();
        if (_load is { } load)
        {
            await load.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            if (load.IsCompletedSuccessfully)
            {
                load.Result.Dispose();
            }
        }
    }

    private async Task<PartitionIndex> ReadyAsync(CancellationToken cancellationToken)
    {
        StartLoading();
        return await _load!.WaitAsync(cancellationToken);
    }

    private async Task<PartitionIndex> FollowAsync(PartitionIndex index, CancellationToken cancellationToken)
    {
        try
        {
            await _writer.WaitAsync(cancellationToken);
            try
            {
                await ApplyChangesAsync(index, cancellationToken);
            }
            finally
            {
                _writer.Release();
            }
        }
        catch (Exception e) when (e is RagQAException or IOException or OperationCanceledException)
        {
            // What is there is whole, and the polls of the grain try again.
            logger.LogWarning("Partition {Partition} comes back as it was: {Reason}", key, e.Message);
        }

        return index;
    }

    private async Task<PartitionIndex> LoadAsync(CancellationToken cancellationToken)
    {
        await before;
        var collection = await store.GetCollectionByIdAsync(key.CollectionId, cancellationToken)
            ?? throw new RagQAException(FailureKind.NotFound, "The collection of this partition was deleted.");
        var generation = (await store.ListGenerationsAsync(key.CollectionId, cancellationToken)).FirstOrDefault(g => g.Number == key.Generation);
        if (generation is null or { State: GenerationState.Retired })
        {
            throw new RagQAException(FailureKind.NotFound, "The generation of this partition was retired.");
        }

        (_partitions, _encoder) = (generation.Partitions, await Task.Run(() => models.EncoderOf(generation.Encoder), cancellationToken));
        var index = LoadFiles(collection.Revision);
        try
        {
            await ApplyChangesAsync(index, cancellationToken);
            await KeepToTheBudgetAsync(index, cancellationToken);
            return index;
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    // Saved rows are mapped from their file and take no memory of their own, so saving comes before giving up.
    private async Task KeepToTheBudgetAsync(PartitionIndex index, CancellationToken cancellationToken)
    {
        if (!memory.Allows(this, index.MemoryBytes) && index.NeedsSaving)
        {
            await Task.Run(() => index.Save(directory), cancellationToken);
        }

        if (!memory.Allows(this, index.MemoryBytes))
        {
            memory.Forget(this);
            throw new RagQAException(
                FailureKind.Unavailable,
                $"The indexes of this silo would need {(memory.Used + index.MemoryBytes) >> 20} MiB and may have {memory.BudgetBytes >> 20}: raise IndexHostOptions.MemoryBytes or add a silo.");
        }
    }

    private PartitionIndex LoadFiles(long storeRevision)
    {
        if (Directory.Exists(directory))
        {
            // A kill in the middle of saving leaves these, and what they hold may be purged since.
            foreach (var left in Directory.EnumerateFiles(directory, "*.tmp"))
            {
                File.Delete(left);
            }

            try
            {
                var index = PartitionIndex.Load(directory, _encoder.Manifest.Sha256, options.Partition);
                if (index.Revision <= storeRevision)
                {
                    _hasFiles = true;
                    return index;
                }

                // The store is older than the files (it was restored from a backup): its ids may mean other passages.
                index.Dispose();
                logger.LogWarning("Partition {Partition} is ahead of the document store and is rebuilt.", key);
            }
            catch (IndexFileException e)
            {
                logger.LogWarning("Partition {Partition} is rebuilt: {Reason}", key, e.Message);
                _rebuiltBecause = e.Message;
            }
        }

        return new PartitionIndex(_encoder.PassageEncoder.Dimension, _encoder.Manifest.Sha256, key.Generation, options.Partition);
    }

    private async Task ApplyChangesAsync(PartitionIndex index, CancellationToken cancellationToken)
    {
        await foreach (var batch in store.ReadChangesAsync(key.CollectionId, index.Revision, key.Partition, _partitions, cancellationToken))
        {
            var entries = await embeddings.EntriesAsync(_encoder, batch.Changes, cancellationToken);
            var removed = batch.Changes.Where(c => c.Removed).Select(c => c.PassageId).ToArray();
            await Task.Run(() => index.Apply(entries, removed, batch.IsLast && !batch.Erases ? batch.Revision : index.Revision), cancellationToken);
            if (batch.Erases)
            {
                // Only then the new revision: a file that states it holds nothing of what was purged before it.
                await Task.Run(index.Compact, cancellationToken);
                index.Apply([], [], batch.Revision);
                await SaveHeldAsync(index, cancellationToken);
            }
        }
    }
}
