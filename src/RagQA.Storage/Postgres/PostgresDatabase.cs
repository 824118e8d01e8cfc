using System.Data;
using System.Data.Common;
using Npgsql;

namespace RagQA.Storage;

/// <summary>
/// One store's tables in the shared database. What is read sees one state (repeatable read). A change takes the row of its
/// collection first (<see cref="SqlDialect.ForChange"/>) and holds it until its commit, so that revisions are given and
/// become visible in one order, whichever process writes.
/// </summary>
internal sealed class PostgresDatabase : IStoreDatabase
{
    private const int Attempts = 5;

    private readonly PostgresConnections _connections;
    private readonly PostgresComponent _component;

    private PostgresDatabase(PostgresConnections connections, PostgresComponent component) => (_connections, _component) = (connections, component);

    /// <summary>Brings the tables up to date, one process at a time.</summary>
    /// <exception cref="RagQAException">The server is away (unavailable), or a newer program wrote the tables (invalid).</exception>
    public static async Task<PostgresDatabase> OpenAsync(PostgresConnections connections, PostgresComponent component, CancellationToken cancellationToken)
    {
        await connections.WriteAsync(() => PostgresSchema.Migrate(connections.Source, component), cancellationToken).ConfigureAwait(false);
        return new PostgresDatabase(connections, component);
    }

    public Task<T> ReadAsync<T>(Func<DbConnection, T> query, CancellationToken cancellationToken) =>
        _connections.ReadAsync(() => Run(query, IsolationLevel.RepeatableRead), cancellationToken);

    public Task<T> WriteAsync<T>(Func<DbConnection, T> change, CancellationToken cancellationToken) =>
        _connections.WriteAsync(() => Run(change, IsolationLevel.ReadCommitted), cancellationToken);

    /// <summary>
    /// Marks the space of erased rows as free, to be overwritten by new ones. PostgreSQL does not overwrite it at once, nor
    /// its write-ahead log; docs/cluster.md says what remains where.
    /// </summary>
    public Task ReleaseErasedAsync(CancellationToken cancellationToken) => _connections.WriteAsync(Vacuum, cancellationToken);

    public Task BackUpAsync(string path, CancellationToken cancellationToken) => Task.FromException(new RagQAException(
        FailureKind.Unsupported,
        "The data is in PostgreSQL, which has backups of its own: run pg_dump, or pg_basebackup with an archive of the write-ahead log. docs/cluster.md has the commands."));

    // Pages are checked by PostgreSQL as it reads them, references as rows come and go.
    public Task<List<VerificationFinding>> CheckAsync(bool repair, CancellationToken cancellationToken) => Task.FromResult<List<VerificationFinding>>([]);

    public bool IsDamage(RagQAException failure) => PostgresFailure.IsDamage(failure);

    // The connections belong to all stores.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private T Run<T>(Func<DbConnection, T> work, IsolationLevel isolation)
    {
        bool isFirst = true;
        for (int attempt = 1; ; attempt++)
        {
            bool isCommitting = false;
            try
            {
                using NpgsqlConnection connection = _connections.Source.OpenConnection();
                using NpgsqlTransaction transaction = connection.BeginTransaction(isolation);
                T result = work(connection);
                isCommitting = true;
                transaction.Commit();
                return result;
            }
            catch (PostgresException e) when (attempt < Attempts && PostgresFailure.IsRace(e))
            {
                // Another process was first; with what it wrote in sight the same work comes to another end.
            }
            catch (NpgsqlException e) when (isFirst && !isCommitting && PostgresFailure.IsConnectionLost(e))
            {
                // The server went away since this connection was last used, and may be back: its neighbours are as stale.
                isFirst = false;
                _connections.Source.Clear();
            }
            catch (NpgsqlException e) when (PostgresFailure.Translate(e) is { } failure)
            {
                throw StoreFailures.Counted(failure);
            }
        }
    }

    private bool Vacuum()
    {
        try
        {
            using NpgsqlConnection connection = _connections.Source.OpenConnection();
            using DbCommand vacuum = connection.Prepare($"VACUUM {string.Join(", ", _component.TablesWithText)}");
            vacuum.CommandTimeout = 0;
            return vacuum.ExecuteNonQuery() != 0;
        }
        catch (NpgsqlException e) when (PostgresFailure.Translate(e) is { } failure)
        {
            throw StoreFailures.Counted(failure);
        }
    }
}
