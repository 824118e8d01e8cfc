using Orleans.Concurrency;
using Orleans.Placement;
using RagQA.Grains.Placement;
using RagQA.Inference;

namespace RagQA.Grains.Retrieval;

/// <summary>The encoders of one silo. Calls only enqueue; the work runs on the threads of the silo's models.</summary>
[GrainType("ragqa-retriever"), KeepAlive, Immovable, Reentrant, AtSilo]
internal sealed class RetrieverGrain(ModelDevices devices, InferenceModels models) : Grain, IRetrieverGrain
{
    public async Task<EncodedQuestion> Encode(string encoder, int[] tokens, CancellationToken cancellationToken = default)
    {
        var (embedding, device) = await devices.RunAsync(
            on => Vectors.ToBytes(on.EncoderOf(encoder).QuestionEncoder.Encode(tokens)), InferencePriority.Question, cancellationToken);
        return new EncodedQuestion { Embedding = embedding, Device = device, Encoder = models.EncoderOf(encoder).Manifest.Sha256 };
    }

    // On the CPU: embeddings are kept under the hash of its model, and stay the same whichever silo makes them.
    public async Task<byte[]> EncodePassages(string encoder, int[][] tokens, CancellationToken cancellationToken = default)
    {
        var passages = models.EncoderOf(encoder).PassageEncoder;
        var rows = await Task.WhenAll(tokens.Select(
            row => models.Pool.Run(() => Vectors.ToBytes(passages.Encode(row)), InferencePriority.Ingestion, cancellationToken)));
        var packed = new byte[rows.Sum(r => r.Length)];
        var at = 0;
        foreach (var row in rows)
        {
            row.CopyTo(packed, at);
            at += row.Length;
        }

        return packed;
    }
}
