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

    /// <summary>Removes all vectors of an encoder; an unknown one is no error. One that is put in meanwhile may stay.</summary>
    Task DeleteEncoderAsync(string encoder, CancellationToken cancellationToken = default);

    /// <summary>Keys for which there is a vector of any encoder, in their order, after <paramref name="after"/> (null for the beginning).</summary>
    Task<byte[][]> ListKeysAsync(byte[]? after, int limit, CancellationToken cancellationToken = default);

    /// <summary>Looks for damage; with <paramref name="repair"/> what is damaged beyond use is given up, to be encoded again.</summary>
    Task<IReadOnlyList<VerificationFinding>> VerifyAsync(bool repair, CancellationToken cancellationToken = default);

    /// <summary>Writes a whole copy to a new file while reading and writing go on, flushed to the disk.</summary>
    Task BackUpAsync(string path, CancellationToken cancellationToken = default);

    /// <summary>Number of vectors of an encoder.</summary>
    Task<long> CountAsync(string encoder, CancellationToken cancellationToken = default);
}
