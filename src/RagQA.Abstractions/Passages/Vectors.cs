using System.Runtime.InteropServices;

namespace RagQA;

/// <summary>Embeddings as they travel and rest: little-endian float32, packed row by row in a <c>byte[]</c>.</summary>
public static class Vectors
{
    /// <summary>Packs floats into bytes (a copy).</summary>
    public static byte[] ToBytes(ReadOnlySpan<float> vector) => MemoryMarshal.AsBytes(vector).ToArray();

    /// <summary>Views packed bytes as floats without a copy.</summary>
    /// <exception cref="ArgumentException">The length is not a multiple of four.</exception>
    public static ReadOnlySpan<float> ToFloats(ReadOnlySpan<byte> packed) => packed.Length % sizeof(float) == 0
        ? MemoryMarshal.Cast<byte, float>(packed)
        : throw new ArgumentException("A packed vector has four bytes per number.", nameof(packed));
}
