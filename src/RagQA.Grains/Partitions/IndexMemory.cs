using System.Collections.Concurrent;

namespace RagQA.Grains.Partitions;

/// <summary>What the partitions of a silo hold in memory, against what they may.</summary>
internal sealed class IndexMemory(long budgetBytes)
{
    private readonly ConcurrentDictionary<object, long> _held = new();

    /// <summary>Bytes that all partitions together may hold.</summary>
    public long BudgetBytes { get; } = budgetBytes;

    /// <summary>Bytes that they hold.</summary>
    public long Used => _held.Values.Sum();

    /// <summary>Notes what one partition holds; false when all together hold more than they may.</summary>
    public bool Allows(object partition, long bytes)
    {
        _held[partition] = bytes;
        return Used <= BudgetBytes;
    }

    /// <summary>A partition holds nothing any more.</summary>
    public void Forget(object partition) => _held.TryRemove(partition, out _);
}
