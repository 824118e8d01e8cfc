using System.Globalization;

namespace RagQA.Grains.Partitions;

/// <summary>The key of a partition grain: <c>collection-id/generation/partition/replica</c>.</summary>
/// <param name="CollectionId">Internal id of the collection; users cannot change it.</param>
/// <param name="Generation">Generation of partitions, from 1.</param>
/// <param name="Partition">Number of the partition, from 0.</param>
/// <param name="Replica">Number of the replica, from 0.</param>
public readonly record struct PartitionKey(string CollectionId, int Generation, int Partition, int Replica)
{
    /// <summary>Reads a key.</summary>
    /// <exception cref="FormatException">The key does not have four parts.</exception>
    public static PartitionKey Parse(string key)
    {
        var parts = key.Split('/');
        return parts.Length == 4
            ? new PartitionKey(parts[0], Number(parts[1]), Number(parts[2]), Number(parts[3]))
            : throw new FormatException("A partition key reads collection-id/generation/partition/replica.");
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{CollectionId}/{Generation}/{Partition}/{Replica}");

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
