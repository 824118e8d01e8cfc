using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RagQA.Storage;

/// <summary>One database file: a queue for writing and a few connections for reading, all off the caller's thread.</summary>
internal sealed class SqliteDatabase : IStoreDatabase
{
    /// <summary>SQLite's own default: the log is copied into the file when it holds this many pages.</summary>
    public const int DefaultCheckpointPages = 1000;

    private const int Readers = 8;

    private readonly SqliteFile _file;
    private readonly WriteQueue _writes;
    private readonly SemaphoreSlim _readPermits = new(Readers);
    private readonly ConcurrentBag<SqliteConnection> _idleReaders = [];
    private bool _isDisposed;

    private SqliteDatabase(SqliteFile file, SqliteConnection writer)
    {
        _file = file;
        _writes = new WriteQueue(writer, file);
    }

    /// <summary>Opens the file, makes it when it is missing and brings its schema up to date.</summary>
    public static Task<SqliteDatabase> OpenAsync(SqliteFile file, CancellationToken cancellationToken) => Task.Run(() => Open(file), cancellationToken);

    /// <summary>Runs queries that see one state of the database.</summary>
    public async Task<T> ReadAsync<T>(Func<DbConnection, T> query, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        await _readPermits.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Read(query), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _readPermits.Release();
        }
    }

    /// <summary>Runs a change; returns after its commit.</summary>
    public Task<T> WriteAsync<T>(Func<DbConnection, T> change, CancellationToken cancellationToken) => _writes.WriteAsync(change, cancellationToken);

    /// <summary>Copies the log into the file and empties it, so that nothing that was erased remains in it.</summary>
    /// <exception cref="RagQAException">Readers hold the log (busy).</exception>
    public Task ReleaseErasedAsync(CancellationToken cancellationToken) => Task.Run(EmptyLog, cancellationToken);

    /// <summary>Writes the latest commit to a new file, without the pages that nothing refers to, and flushes it.</summary>
    /// <exception cref="RagQAException">There is such a file already, or it cannot be written.</exception>
    public Task BackUpAsync(string path, CancellationToken cancellationToken) => Task.Run(() => BackUp(path, cancellationToken), cancellationToken);

    /// <summary>What SQLite finds wrong with the file; empty when nothing is. Takes time in proportion to its size.</summary>
    public Task<List<string>> FindDamageAsync(CancellationToken cancellationToken) => ReadAsync(
        connection => connection.Query("PRAGMA integrity_check", row => row.GetString(0)).FindAll(line => line != "ok"),
        cancellationToken);

    public Task<List<VerificationFinding>> CheckAsync(bool repair, CancellationToken cancellationToken) => SqliteCheck.RunAsync(this, repair, cancellationToken);

    public bool IsDamage(RagQAException failure) => SqliteFailure.IsDamage(failure);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        for (int i = 0; i < Readers; i++)
        {
            await _readPermits.WaitAsync().ConfigureAwait(false);
        }

        foreach (SqliteConnection reader in _idleReaders)
        {
            await reader.DisposeAsync().ConfigureAwait(false);
        }

        await _writes.DisposeAsync().ConfigureAwait(false);
        _readPermits.Release(Readers);
    }

    private static SqliteDatabase Open(SqliteFile file)
    {
        StoreDirectory.Ensure(Path.GetDirectoryName(file.Path)!);
        SqliteConnection? writer = null;
        try
        {
            writer = Connect(file);
            SqliteSchema.Migrate(writer, file);
            SqliteDatabase database = new(file, writer);
            writer = null;
            return database;
        }
        catch (SqliteException e) when (SqliteFailure.Translate(e, file.Path) is { } failure)
        {
            throw failure;
        }
        finally
        {
            writer?.Dispose();
        }
    }

    private static SqliteConnection Connect(SqliteFile file)
    {
        // Connections are kept here; a pool of the library's own would hold files open after disposal.
        SqliteConnection connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = file.Path,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)file.BusyTimeout.TotalSeconds),
        }.ToString());
        try
        {
            connection.Open();

            // secure_delete overwrites what is removed, and temporary tables stay out of temporary files: both hold clinical text.
            connection.Execute($"""
                PRAGMA busy_timeout = {(int)file.BusyTimeout.TotalMilliseconds};
                PRAGMA synchronous = {(file.Durable ? "FULL" : "NORMAL")};
                PRAGMA foreign_keys = ON;
                PRAGMA secure_delete = ON;
                PRAGMA temp_store = MEMORY;
                PRAGMA trusted_schema = OFF;
                PRAGMA wal_autocheckpoint = {file.CheckpointPages};
                """);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private T Read<T>(Func<DbConnection, T> query)
    {
        SqliteConnection? connection = null;
        try
        {
            if (!_idleReaders.TryTake(out connection))
            {
                connection = Connect(_file);
                connection.Execute("PRAGMA query_only = ON");
            }

            connection.Execute("BEGIN");
            T result = query(connection);
            connection.Execute("COMMIT");
            _idleReaders.Add(connection);
            connection = null;
            return result;
        }
        catch (SqliteException e) when (SqliteFailure.Translate(e, _file.Path) is { } failure)
        {
            throw StoreFailures.Counted(failure);
        }
        finally
        {
            // Only a connection whose query failed is still here; closing it ends its transaction.
            connection?.Dispose();
        }
    }

    /// <summary>Removes a file that is not open, with its log.</summary>
    public static void Delete(SqliteFile file)
    {
        foreach (string suffix in (string[])["", "-wal", "-shm"])
        {
            File.Delete(file.Path + suffix);
        }
    }

    private void BackUp(string path, CancellationToken cancellationToken)
    {
        // A connection of its own: a copy takes long, and no question has to wait for one of the readers.
        try
        {
            using SqliteConnection connection = Connect(_file);
            using CancellationTokenRegistration stop = cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle));
            connection.Execute("VACUUM INTO $path", ("$path", path));
            using FileStream copy = new(path, FileMode.Open, FileAccess.ReadWrite);
            copy.Flush(flushToDisk: true);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException("The backup was stopped.", e, cancellationToken);
        }
        catch (SqliteException e) when (SqliteFailure.Translate(e, path) is { } failure)
        {
            throw StoreFailures.Counted(failure);
        }
    }

    private void EmptyLog()
    {
        try
        {
            using SqliteConnection connection = Connect(_file);
            if (connection.Scalar<long>("PRAGMA wal_checkpoint(TRUNCATE)") != 0)
            {
                throw new RagQAException(FailureKind.Busy, "What was to be erased is gone from the store, but readers still hold the log that contains it. Repeat the call.");
            }
        }
        catch (SqliteException e) when (SqliteFailure.Translate(e, _file.Path) is { } failure)
        {
            throw StoreFailures.Counted(failure);
        }
    }
}
