using RagQA.Storage;

namespace RagQA.Grains.Maintenance;

/// <summary>Embeddings that no passage needs: a kill between encoding and commit leaves some behind.</summary>
internal static class UnusedEmbeddings
{
    private const int KeysAtATime = 1000;

    /// <summary>Finds them all and removes them when <paramref name="remove"/> is true; returns how many there were.</summary>
    public static async Task<int> SweepAsync(IDocumentStore documents, IEmbeddingStore embeddings, bool remove, CancellationToken cancellationToken)
    {
        var count = 0;
        byte[]? after = null;
        while (await embeddings.ListKeysAsync(after, KeysAtATime, cancellationToken) is { Length: > 0 } keys)
        {
            var unused = await documents.FindUnusedEmbeddingsAsync(keys, cancellationToken);
            if (remove)
            {
                await embeddings.DeleteAsync(unused, cancellationToken);
            }

            count += unused.Length;
            after = keys[^1];
        }

        return count;
    }
}
