using Microsoft.Extensions.Time.Testing;
using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>A fresh store for each test of a contract.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private readonly IStoreHost _host;

    private protected StoreContract(IStoreHost host) => _host = host;

    private protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero));

    private protected IDocumentStore Store { get; private set; } = null!;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Store = await _host.OpenAsync(Time);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await _host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = await _host.OpenAsync(Time);
    }

    private protected async Task<string> MakeCollectionAsync(CollectionKind kind = CollectionKind.Reference, string name = "c") =>
        (await Store.CreateCollectionAsync(name, new CollectionInput { Kind = kind }, Token)).Id;

    private protected static async Task<FailureKind> FailureOf(Func<Task> act) => (await Assert.ThrowsAsync<RagQAException>(act)).Kind;
}
