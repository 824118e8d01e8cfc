using System.Security.Cryptography;
using System.Text;
using RagQA.Corpus;
using RagQA.Inference;
using RagQA.Storage;

namespace RagQA.Grains.Retrieval;

/// <summary>Embeddings of passages: from the embedding store, else encoded and kept there. Equal strings are encoded once.</summary>
public sealed class PassageEmbeddings(IEmbeddingStore store, InferenceModels models, IGrainFactory grains)
{
    /// <summary>Passages per call of the retriever grain: bounds the size of a message.</summary>
    private const int CallSize = 64;

    /// <summary>SHA-256 of the encoder's weights; part of every key.</summary>
    public string EncoderHash => models.EncoderManifest.Sha256;

    /// <summary>Numbers in an embedding.</summary>
    public int Dimension => models.PassageEncoder.Dimension;

    /// <summary>Embeddings of passages that were added, in their order.</summary>
    public async Task<ReadOnlyMemory<float>[]> GetAsync(IReadOnlyList<PassageChange> added, CancellationToken cancellationToken)
    {
        var vectors = await FindOrEncodeAsync([.. added.Select(p => p.EncodedHash!)], [.. added.Select(p => p.EncodedText!)], cancellationToken);
        return Array.ConvertAll(vectors, v => new ReadOnlyMemory<float>(Vectors.ToFloats(v).ToArray()));
    }

    /// <summary>Encodes and keeps what is not there yet.</summary>
    /// <param name="encodedTexts">Strings as <see cref="EncodedText.Compose"/> makes them.</param>
    /// <param name="cancellationToken">Stops encoding; what was encoded is kept.</param>
    public Task EnsureAsync(string[] encodedTexts, CancellationToken cancellationToken)
        => FindOrEncodeAsync(Array.ConvertAll(encodedTexts, t => SHA256.HashData(Encoding.UTF8.GetBytes(t))), encodedTexts, cancellationToken);

    private async Task<byte[][]> FindOrEncodeAsync(byte[][] keys, string[] texts, CancellationToken cancellationToken)
    {
        var found = await store.GetManyAsync(EncoderHash, keys, cancellationToken);
        var missing = Enumerable.Range(0, keys.Length).Where(i => found[i] is null).ToArray();
        foreach (var call in missing.Chunk(CallSize))
        {
            var tokens = await Task.Run(() => Array.ConvertAll(call, i => models.PassageEncoder.Prepare(ReadingText.From(texts[i]).Text)), cancellationToken);
            var packed = await grains.GetGrain<IRetrieverGrain>(0).EncodePassages(tokens, cancellationToken);
            var width = Dimension * sizeof(float);
            for (var row = 0; row < call.Length; row++)
            {
                found[call[row]] = packed.AsSpan(row * width, width).ToArray();
            }

            await store.PutManyAsync(EncoderHash, [.. call.Select(i => new EmbeddingItem(keys[i], found[i]!))], cancellationToken);
        }

        return found!;
    }
}
