using RagQA.Grains.Collections;
using RagQA.Grains.Retrieval;
using RagQA.Inference;
using RagQA.Storage;

namespace RagQA.Grains.Generations;

/// <summary>
/// The building of one generation from start or resumption to its end: 1 encode every passage, at the priority of ingestions,
/// 2 build the partitions, 3 compare with the active generation. What was encoded is kept, so one that a stop interrupted goes on there.
/// </summary>
internal sealed class GenerationBuild(
    string collectionId,
    Generation generation,
    IDocumentStore store,
    PassageEmbeddings embeddings,
    InferenceModels models,
    EveryReplica replicas,
    ShadowComparison comparison,
    TimeProvider time)
{
    private const int PassagesAtATime = 64;

    private readonly long _started = time.GetTimestamp();
    private string _stage = "encoding";
    private long _passages;
    private long _done;
    private long _encoded;

    public int Number => generation.Number;

    /// <summary>Why it stopped; null while it runs.</summary>
    public string? Reason { get; set; }

    public GenerationProgress Progress
    {
        get
        {
            var rate = _encoded / Math.Max(time.GetElapsedTime(_started).TotalSeconds, 1e-3);
            return new GenerationProgress
            {
                Stage = Reason is null ? _stage : "stopped",
                Passages = _passages,
                Encoded = _done,
                PassagesPerSecond = Reason is null && _stage == "encoding" ? rate : 0,
                Remaining = Reason is null && _stage == "encoding" && rate > 0 ? TimeSpan.FromSeconds((_passages - _done) / rate) : null,
                Reason = Reason,
            };
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // 1 Encode. What comes in meanwhile is encoded as it comes.
        var collection = await DescribeAsync(cancellationToken);
        _passages = collection.Passages;
        var encoder = await Task.Run(() => models.EncoderOf(generation.Encoder), cancellationToken);
        await foreach (var batch in store.ReadChangesAsync(collectionId, 0, partition: 0, partitions: 1, cancellationToken))
        {
            foreach (var some in batch.Changes.Chunk(PassagesAtATime))
            {
                _encoded += await embeddings.FillAsync(encoder, some, cancellationToken);
                _done += some.Length;
            }
        }

        // 2 Build.
        _stage = "building";
        collection = await DescribeAsync(cancellationToken);
        var wanted = collection.At(generation);
        await replicas.CatchUpAsync(wanted, collection.Revision, cancellationToken);

        // 3 Compare.
        _stage = "comparing";
        var compared = await comparison.RunAsync(collection, wanted, generation, cancellationToken);
        await store.CompleteGenerationAsync(collectionId, generation.Number, compared, cancellationToken);
    }

    private async Task<CollectionDescription> DescribeAsync(CancellationToken cancellationToken)
        => await store.GetCollectionByIdAsync(collectionId, cancellationToken)
            ?? throw new RagQAException(FailureKind.NotFound, "The collection was deleted while a generation was being built.");
}
