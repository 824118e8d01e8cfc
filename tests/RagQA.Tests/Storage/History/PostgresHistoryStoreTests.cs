using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>The contract on PostgreSQL.</summary>
public sealed class PostgresHistoryStoreTests(PostgresFixture postgres) : HistoryStoreContract
{
    private PostgresConnections? _connections;

    private protected override async Task<IHistoryStore> OpenAsync()
    {
        _connections ??= await PostgresConnections.OpenAsync(await postgres.CreateDatabaseAsync(), Token);
        return await PostgresHistoryStore.OpenAsync(_connections, Time, Token);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _connections!.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
