using System.Security.Cryptography;

namespace RagQA.Storage;

/// <summary>What stores of embeddings accept, and how they tell a damaged vector.</summary>
internal static class EmbeddingRules
{
    private const int KeyBytes = 32;

    /// <summary>Half of a SHA-256 is plenty against damage.</summary>
    public static byte[] HashOf(byte[] vector) => SHA256.HashData(vector)[..16];

    public static void CheckEncoder(string encoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        if (encoder.Length != 64 || !encoder.All(char.IsAsciiHexDigitLower))
        {
            throw new ArgumentException("An encoder is named by the SHA-256 of its model file: 64 lower-case hexadecimal digits.", nameof(encoder));
        }
    }

    public static void CheckKeys(IReadOnlyList<byte[]> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Any(key => key.Length != KeyBytes))
        {
            throw new ArgumentException("A key is the SHA-256 of the encoded string: 32 bytes.", nameof(keys));
        }
    }

    /// <summary>Length of the vectors in bytes; there is at least one item.</summary>
    public static int CheckItems(IReadOnlyList<EmbeddingItem> items)
    {
        CheckKeys([.. items.Select(item => item.Key)]);
        int bytes = items[0].Vector.Length;
        return bytes > 0 && bytes % sizeof(float) == 0 && items.All(item => item.Vector.Length == bytes)
            ? bytes
            : throw new ArgumentException("Vectors must all have the same length, four bytes per number and at least one number.", nameof(items));
    }

    public static void CheckLength(int bytes, int expected)
    {
        if (expected != bytes)
        {
            throw new ArgumentException($"The vectors have {bytes} bytes, but this encoder's have {expected}. A model file never changes its dimension: check that the encoder's hash belongs to it.");
        }
    }
}
