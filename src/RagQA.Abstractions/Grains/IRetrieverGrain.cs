namespace RagQA;

/// <summary>The encoders of one silo, whose address is the key: turn tokens into embeddings.</summary>
[Alias("ragqa.IRetrieverGrain")]
public interface IRetrieverGrain : IGrainWithStringKey
{
    /// <summary>Encodes a question.</summary>
    /// <param name="encoder">SHA-256 of the model; empty for the silo's default.</param>
    /// <param name="tokens">Token ids with special tokens, of the same model's vocabulary.</param>
    /// <param name="cancellationToken">Drops the question from the queue.</param>
    /// <exception cref="RagQAException">The queue is full (busy), or the silo does not have the model (unavailable).</exception>
    [Alias("EncodeWith")]
    Task<EncodedQuestion> Encode(string encoder, [Immutable] int[] tokens, CancellationToken cancellationToken = default);

    /// <summary>Encodes passages at a lower priority than questions.</summary>
    /// <returns>Packed float32 <c>[passages, dimension]</c>.</returns>
    [Alias("EncodePassagesWith"), ResponseTimeout("00:10:00")]
    Task<byte[]> EncodePassages(string encoder, [Immutable] int[][] tokens, CancellationToken cancellationToken = default);
}
