using System.Security.Cryptography;
using System.Text;
using RagQA.Corpus;
using RagQA.Grains.Slots;
using RagQA.Index;
using RagQA.Inference;
using RagQA.Storage;

namespace RagQA.Grains.Retrieval;

/// <summary>Embeddings of passages: from the embedding store, else encoded and kept there. Equal strings are encoded once.</summary>
internal sealed class PassageEmbeddings(IEmbeddingStore store, IDocumentStore documents, InferenceModels models, IGrainFactory grains, ModelSlots slots)
{
    /// <summary>Passages per call of the retriever grain: bounds the size of a message.</summary>
    private const int CallSize = 64;

    /// <summary>What the additions among some changes are to a partition, with their embeddings by an encoder.</summary>
    public async Task<PartitionEntry[]> EntriesAsync(LoadedEncoder encoder, IReadOnlyList<PassageChange> changes, CancellationToken cancellationToken)
    {
        var added = changes.Where(c => !c.Removed).ToArray();
        var (vectors, encoded) = await FindOrEncodeAsync(encoder, Array.ConvertAll(added, p => p.EncodedHash!), Array.ConvertAll(added, p => p.EncodedText!), cancellationToken);
        if (encoded.Length > 0)
        {
            // A purge that came while they were encoded had nothing to delete yet.
            await ForgetUnusedAsync(encoded);
        }

        return
        [
            .. added.Select((c, i) => new PartitionEntry
            {
                Id = c.PassageId,
                DocumentId = c.DocumentId!,
                Attributes = c.Attributes!,
                EncodedText = c.EncodedText!,
                Embedding = Vectors.ToFloats(vectors[i]).ToArray(),
            }),
        ];
    }

    /// <summary>Encodes and keeps what is not there yet of some live passages, and returns how many there were of these.</summary>
    public async Task<int> FillAsync(LoadedEncoder encoder, IReadOnlyList<PassageChange> passages, CancellationToken cancellationToken)
    {
        var added = passages.Where(c => !c.Removed).ToArray();
        var (_, encoded) = await FindOrEncodeAsync(encoder, Array.ConvertAll(added, p => p.EncodedHash!), Array.ConvertAll(added, p => p.EncodedText!), cancellationToken);
        if (encoded.Length > 0)
        {
            await ForgetUnusedAsync(encoded);
        }

        return encoded.Length;
    }

    /// <summary>Encodes and keeps what is not there yet.</summary>
    /// <param name="encoders">SHA-256 of each model to encode with; empty for the default.</param>
    /// <param name="encodedTexts">Strings as <see cref="EncodedText.Compose"/> makes them.</param>
    /// <param name="commit">Puts the passages into the document store; when it fails, embeddings that nothing needs are removed again.</param>
    /// <param name="cancellationToken">Stops encoding.</param>
    public async Task<T> EnsureAsync<T>(IReadOnlyList<string> encoders, string[] encodedTexts, Func<Task<T>> commit, CancellationToken cancellationToken)
    {
        var keys = Array.ConvertAll(encodedTexts, t => SHA256.HashData(Encoding.UTF8.GetBytes(t)));
        try
        {
            foreach (var encoder in encoders)
            {
                await FindOrEncodeAsync(models.EncoderOf(encoder), keys, encodedTexts, cancellationToken);
            }

            return await commit();
        }
        catch (Exception failure)
        {
            try
            {
                await ForgetUnusedAsync(keys);
            }
            catch (RagQAException e)
            {
                // A disk that fails for one fails for the other; a verification removes what is left behind.
                throw failure as RagQAException ?? e;
            }

            throw;
        }
    }

    // Not cancelled: half of it would be found by a verification only.
    private async Task ForgetUnusedAsync(IReadOnlyList<byte[]> keys)
        => await store.DeleteAsync(await documents.FindUnusedEmbeddingsAsync(keys, CancellationToken.None), CancellationToken.None);

    /// <summary>Vectors in the order of the keys, and the keys of those that were encoded just now.</summary>
    private async Task<(byte[][] Vectors, byte[][] Encoded)> FindOrEncodeAsync(LoadedEncoder encoder, byte[][] keys, string[] texts, CancellationToken cancellationToken)
    {
        var hash = encoder.Manifest.Sha256;
        var found = await store.GetManyAsync(hash, keys, cancellationToken);
        var missing = Enumerable.Range(0, keys.Length).Where(i => found[i] is null).ToArray();
        foreach (var call in missing.Chunk(CallSize))
        {
            var tokens = await Task.Run(() => Array.ConvertAll(call, i => encoder.PassageEncoder.Prepare(ReadingText.From(texts[i]).Text)), cancellationToken);
            var packed = await slots.CallAsync(
                SlotKind.Ingestion, (silo, ct) => grains.GetGrain<IRetrieverGrain>(silo).EncodePassages(hash, tokens, ct), cancellationToken);
            var width = encoder.PassageEncoder.Dimension * sizeof(float);
            for (var row = 0; row < call.Length; row++)
            {
                found[call[row]] = packed.AsSpan(row * width, width).ToArray();
            }

            await store.PutManyAsync(hash, [.. call.Select(i => new EmbeddingItem(keys[i], found[i]!))], cancellationToken);
        }

        return (Array.ConvertAll(found, v => v!), Array.ConvertAll(missing, i => keys[i]));
    }
}
