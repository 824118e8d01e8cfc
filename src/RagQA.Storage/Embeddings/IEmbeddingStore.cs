namespace RagQA.Storage;

/// <summary>
/// Embeddings by encoder and by the SHA-256 of the string that was encoded. Derived: what is lost is encoded again,
/// so a crash may lose the latest puts, but never gives back a wrong vector.
/// </summary>
/// <remarks>An encoder is named by the SHA-256 of its model file, 64 lower-case hexadecimal digits; a key is 32 bytes.</remarks>
public interface IEmbeddingStore : IAsyncDisposable
{
    /// <summary>Vectors in the order of the keys, packed as <see cref="Vectors"/> does it; null where there is none.</summary>
    Task<byte[]?[]> GetManyAsync(string encoder, IReadOnlyList<byte[]> keys, CancellationToken cancellationToken = default);

    /// <summary>Puts vectors in; one that is there already is replaced.</summary>
    /// <exception cref="ArgumentException">A key is not 32 bytes long, or a vector is empty, is not whole floats, or differs in length from the encoder's others.</exception>
    Task PutManyAsync(string encoder, IReadOnlyList<EmbeddingItem> items, CancellationToken cancellationToken = default);

    /// <summary>Removes the vectors of these keys for every encoder, beyond recovery from the store's files; missing ones are no error.</summary>
    Task DeleteAsync(IReadOnlyList<byte[]> keys, CancellationToken cancellationToken = default);

    /// <summary>Number of vectors of an encoder.</summary>
    Task<long> CountAsync(string encoder, CancellationToken cancellationToken = default);
}
