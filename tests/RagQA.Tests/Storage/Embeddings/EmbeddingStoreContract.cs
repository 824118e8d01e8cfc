using System.Security.Cryptography;
using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>What every store of embeddings does.</summary>
public abstract class EmbeddingStoreContract : IAsyncLifetime
{
    private protected static readonly string First = new('a', 64);
    private protected static readonly string Second = new('b', 64);
    private protected IEmbeddingStore _store = null!;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task GetMany_SomeThere_GivesThemInOrderAndNullForTheRest()
    {
        await _store.PutManyAsync(First, [Item(1, 1f), Item(2, 2f)], Token);
        await _store.PutManyAsync(Second, [Item(1, 9f, 9f)], Token);
        await _store.DisposeAsync();
        _store = await OpenAsync();
        Assert.Equal([Vectors.ToBytes([2f]), null, Vectors.ToBytes([1f])], await _store.GetManyAsync(First, [Key(2), Key(3), Key(1)], Token));
        Assert.Equal([null, Vectors.ToBytes([9f, 9f])], await _store.GetManyAsync(Second, [Key(2), Key(1)], Token));
        Assert.Equal((2, 1), (await _store.CountAsync(First, Token), await _store.CountAsync(Second, Token)));
    }

    [Fact]
    public async Task DeleteEncoder_OneOfTwo_LeavesTheOtherAndTakesTheFirstAgain()
    {
        await _store.PutManyAsync(First, [Item(1, 1f), Item(2, 2f)], Token);
        await _store.PutManyAsync(Second, [Item(1, 9f)], Token);
        await _store.DeleteEncoderAsync(First, Token);
        await _store.DeleteEncoderAsync(new string('c', 64), Token);
        Assert.Equal((0, 1), (await _store.CountAsync(First, Token), await _store.CountAsync(Second, Token)));
        Assert.Equal([null, null], await _store.GetManyAsync(First, [Key(1), Key(2)], Token));
        await _store.PutManyAsync(First, [Item(1, 3f)], Token);
        Assert.Equal([Vectors.ToBytes([3f])], await _store.GetManyAsync(First, [Key(1)], Token));
    }

    [Fact]
    public async Task PutMany_OneKeyTwiceInACall_KeepsTheLast()
    {
        await _store.PutManyAsync(First, [Item(1, 1f), Item(1, 2f)], Token);
        Assert.Equal([Vectors.ToBytes([2f])], await _store.GetManyAsync(First, [Key(1)], Token));
    }

    [Fact]
    public async Task ListKeys_InPages_GivesEachOnceInOrder()
    {
        await _store.PutManyAsync(First, [Item(1, 1f), Item(2, 2f), Item(3, 3f)], Token);
        await _store.PutManyAsync(Second, [Item(2, 1f)], Token);
        byte[][] first = await _store.ListKeysAsync(null, 2, Token);
        byte[][] second = await _store.ListKeysAsync(first[^1], 2, Token);
        Assert.Equal(new[] { Key(1), Key(2), Key(3) }.OrderBy(Convert.ToHexString, StringComparer.Ordinal), [.. first, .. second]);
    }

    [Fact]
    public async Task PutMany_SameKeyAgain_Replaces()
    {
        await _store.PutManyAsync(First, [Item(1, 1f)], Token);
        await _store.PutManyAsync(First, [Item(1, 2f)], Token);
        Assert.Equal([Vectors.ToBytes([2f])], await _store.GetManyAsync(First, [Key(1)], Token));
        Assert.Equal(1, await _store.CountAsync(First, Token));
    }

    [Fact]
    public async Task PutMany_AnotherLength_ThrowsAndPutsNothing()
    {
        await _store.PutManyAsync(First, [Item(1, 1f)], Token);
        await Assert.ThrowsAsync<ArgumentException>(() => _store.PutManyAsync(First, [Item(2, 1f, 2f)], Token));
        await Assert.ThrowsAsync<ArgumentException>(() => _store.PutManyAsync(First, [Item(2, 1f), Item(3, 1f, 2f)], Token));
        await Assert.ThrowsAsync<ArgumentException>(() => _store.PutManyAsync(First, [new EmbeddingItem(Key(2), [1, 2, 3])], Token));
        await Assert.ThrowsAsync<ArgumentException>(() => _store.PutManyAsync(First, [new EmbeddingItem(Key(2), [])], Token));
        await Assert.ThrowsAsync<ArgumentException>(() => _store.PutManyAsync(First, [new EmbeddingItem([1], [1, 2, 3, 4])], Token));
        await Assert.ThrowsAsync<ArgumentException>(() => _store.PutManyAsync("encoder", [Item(2, 1f)], Token));
        Assert.Equal(1, await _store.CountAsync(First, Token));
    }

    [Fact]
    public async Task Delete_Keys_GoForEveryEncoder()
    {
        await _store.PutManyAsync(First, [Item(1, 1f), Item(2, 2f)], Token);
        await _store.PutManyAsync(Second, [Item(1, 1f)], Token);
        await _store.DeleteAsync([Key(1), Key(7)], Token);
        Assert.Equal((1, 0), (await _store.CountAsync(First, Token), await _store.CountAsync(Second, Token)));
    }

    private protected static byte[] Key(int number) => SHA256.HashData(BitConverter.GetBytes(number));

    private protected static EmbeddingItem Item(int number, params float[] vector) => new(Key(number), Vectors.ToBytes(vector));

    private protected abstract Task<IEmbeddingStore> OpenAsync();
}
