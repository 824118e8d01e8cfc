using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>Embeddings of one encoder in a dictionary; deleting can be made to fail.</summary>
internal sealed class MemoryEmbeddingStore : IEmbeddingStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, byte[]> _vectors = [];

    public bool FailsToDelete { get; set; }

    public Task<byte[]?[]> GetManyAsync(string encoder, IReadOnlyList<byte[]> keys, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return Task.FromResult(keys.Select(key => _vectors.GetValueOrDefault(Convert.ToHexString(key))).ToArray());
        }
    }

    public Task PutManyAsync(string encoder, IReadOnlyList<EmbeddingItem> items, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            foreach (EmbeddingItem item in items)
            {
                _vectors[Convert.ToHexString(item.Key)] = item.Vector;
            }
        }

        return Task.CompletedTask;
    }

    public Task DeleteEncoderAsync(string encoder, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _vectors.Clear();
        }

        return Task.CompletedTask;
    }

    public Task DeleteAsync(IReadOnlyList<byte[]> keys, CancellationToken cancellationToken = default)
    {
        if (FailsToDelete)
        {
            throw new RagQAException(FailureKind.Unavailable, "The embedding store is down.");
        }

        lock (_lock)
        {
            foreach (byte[] key in keys)
            {
                _vectors.Remove(Convert.ToHexString(key));
            }
        }

        return Task.CompletedTask;
    }

    public Task<byte[][]> ListKeysAsync(byte[]? after, int limit, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            string start = after is null ? "" : Convert.ToHexString(after);
            return Task.FromResult(_vectors.Keys.Order(StringComparer.Ordinal).Where(key => string.CompareOrdinal(key, start) > 0).Take(limit).Select(Convert.FromHexString).ToArray());
        }
    }

    public Task<IReadOnlyList<VerificationFinding>> VerifyAsync(bool repair, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<VerificationFinding>>([]);

    public Task BackUpAsync(string path, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<long> CountAsync(string encoder, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return Task.FromResult((long)_vectors.Count);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
