using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace RagQA.Storage;

/// <summary>
/// Which partition a document belongs to: the jump consistent hash (Lamping and Veach, "A Fast, Minimal Memory,
/// Consistent Hash Algorithm", 2014) of the first eight bytes, little-endian, of the SHA-256 of its id in UTF-8.
/// Growing from n to n + 1 partitions moves one document in n + 1, always to the new partition.
/// </summary>
public static class PartitionHash
{
    /// <summary>Name that is stored with each collection, so that another algorithm can never be mistaken for this one.</summary>
    public const string Name = "jump-sha256-v1";

    /// <summary>Partition of a document, from 0.</summary>
    public static int PartitionOf(string documentId, int partitions) => PartitionOf(PointOf(documentId), partitions);

    /// <summary>The 64-bit hash of a document's id.</summary>
    public static ulong PointOf(string documentId)
    {
        ArgumentNullException.ThrowIfNull(documentId);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(documentId), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    /// <summary>Partition of a point, from 0.</summary>
    public static int PartitionOf(ulong point, int partitions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        long bucket = -1;
        long next = 0;
        while (next < partitions)
        {
            bucket = next;
            point = unchecked((point * 2862933555777941757UL) + 1);
            next = (long)((bucket + 1) * ((double)(1L << 31) / ((point >> 33) + 1)));
        }

        return (int)bucket;
    }
}
