namespace RagQA;

/// <summary>The encoder of one silo, whose address is the key: turns tokens into embeddings.</summary>
[Alias("ragqa.IRetrieverGrain")]
public interface IRetrieverGrain : IGrainWithStringKey
{
    /// <summary>Encodes a question.</summary>
    /// <param name="tokens">Token ids with special tokens.</param>
    /// <param name="cancellationToken">Drops the question from the queue.</param>
    /// <exception cref="RagQAException">The queue is full (busy).</exception>
    [Alias("Encode")]
    Task<EncodedQuestion> Encode([Immutable] int[] tokens, CancellationToken cancellationToken = default);

    /// <summary>Encodes passages at a lower priority than questions.</summary>
    /// <returns>Packed float32 <c>[passages, dimension]</c>.</returns>
    [Alias("EncodePassages"), ResponseTimeout("00:10:00")]
    Task<byte[]> EncodePassages([Immutable] int[][] tokens, CancellationToken cancellationToken = default);
}
