using RagQA.Grains.Collections;
using RagQA.Inference;
using RagQA.Storage;

namespace RagQA.Grains.Generations;

/// <summary>The encoders of generations: whether every silo has one, what it is called, and when its embeddings are of no use any more.</summary>
internal sealed class EveryEncoder(EveryReplica replicas, IDocumentStore store, IEmbeddingStore embeddings, InferenceModels models)
{
    /// <summary>Returns when every silo has the encoder loaded.</summary>
    /// <exception cref="RagQAException">A silo does not have it (conflict).</exception>
    public Task LoadAsync(string encoder, CancellationToken cancellationToken)
        => replicas.OnEverySiloAsync(silo => silo.LoadEncoder(encoder, cancellationToken), cancellationToken);

    /// <summary>Its name and hash; the hash alone where this silo does not have it.</summary>
    public string NameOf(string encoder) => models.IdentityOf(encoder) ?? encoder;

    /// <summary>Deletes an encoder's embeddings unless a generation of any collection still needs them. They are derived: one that begins just now encodes again.</summary>
    public async Task ForgetAsync(string encoder, CancellationToken cancellationToken)
    {
        var needed = (await store.AllLiveGenerationsAsync(cancellationToken)).Select(g => g.Encoder.Length == 0 ? models.EncoderManifest.Sha256 : g.Encoder);
        if (!needed.Contains(encoder, StringComparer.Ordinal))
        {
            await embeddings.DeleteEncoderAsync(encoder, cancellationToken);
        }
    }
}
