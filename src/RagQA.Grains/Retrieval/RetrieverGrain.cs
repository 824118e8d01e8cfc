using Orleans.Concurrency;
using Orleans.Placement;
using RagQA.Grains.Placement;
using RagQA.Inference;

namespace RagQA.Grains.Retrieval;

/// <summary>One slot of the encoder. Calls only enqueue; the work runs on the threads of the silo's <see cref="InferencePool"/>.</summary>
[GrainType("ragqa-retriever"), KeepAlive, Immovable, Reentrant, EvenSpread]
internal sealed class RetrieverGrain(InferencePool pool, QuestionEncoder questions, PassageEncoder passages) : Grain, IRetrieverGrain
{
    public Task<byte[]> Encode(int[] tokens, CancellationToken cancellationToken = default)
        => pool.Run(() => Vectors.ToBytes(questions.Encode(tokens)), InferencePriority.Question, cancellationToken);

    public async Task<byte[]> EncodePassages(int[][] tokens, CancellationToken cancellationToken = default)
    {
        var rows = await Task.WhenAll(tokens.Select(
            row => pool.Run(() => Vectors.ToBytes(passages.Encode(row)), InferencePriority.Ingestion, cancellationToken)));
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
