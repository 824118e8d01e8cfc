using RagQA.Corpus.Hygiene;
using RagQA.Inference;
using RagQA.Storage;

namespace RagQA.Grains.Retrieval;

/// <summary>Embeddings of passages: from the embedding store, else encoded and kept there. Equal strings are encoded once.</summary>
public sealed class PassageEmbeddings(IEmbeddingStore store, PassageEncoder encoder, IGrainFactory grains)
{
    /// <summary>Passages per call of the retriever grain: bounds the size of a message.</summary>
    private const int CallSize = 64;

    /// <summary>SHA-256 of the encoder's weights; part of every key.</summary>
    public string EncoderHash => encoder.Sha256;

    /// <summary>Numbers in an embedding.</summary>
    public int Dimension => encoder.Dimension;

    /// <summary>Embeddings of changed passages, in their order.</summary>
    public Task<ReadOnlyMemory<float>[]> GetAsync(IReadOnlyList<PassageChange> passages, CancellationToken cancellationToken)
        => GetAsync([.. passages.Select(p => p.EncodedHash)], [.. passages.Select(p => p.EncodedText)], cancellationToken);

    /// <summary>Embeddings of encoded strings, in their order.</summary>
    /// <param name="keys">SHA-256 of each string.</param>
    /// <param name="texts">The strings, as <see cref="EncodedText.Compose"/> makes them.</param>
    /// <param name="cancellationToken">Stops encoding; what was encoded is kept.</param>
    public async Task<ReadOnlyMemory<float>[]> GetAsync(byte[][] keys, string[] texts, CancellationToken cancellationToken)
    {
        var found = await store.GetManyAsync(EncoderHash, keys, cancellationToken);
        var missing = Enumerable.Range(0, keys.Length).Where(i => found[i] is null).ToArray();
        foreach (var call in missing.Chunk(CallSize))
        {
            var tokens = await Task.Run(() => Array.ConvertAll(call, i => encoder.Prepare(ReadingText.From(texts[i]).Text)), cancellationToken);
            var packed = await grains.GetGrain<IRetrieverGrain>(0).EncodePassages(tokens, cancellationToken);
            var width = Dimension * sizeof(float);
            for (var row = 0; row < call.Length; row++)
            {
                found[call[row]] = packed.AsSpan(row * width, width).ToArray();
            }

            await store.PutManyAsync(EncoderHash, [.. call.Select(i => (keys[i], found[i]!))], cancellationToken);
        }

        return Array.ConvertAll(found, v => new ReadOnlyMemory<float>(Vectors.ToFloats(v).ToArray()));
    }
}
