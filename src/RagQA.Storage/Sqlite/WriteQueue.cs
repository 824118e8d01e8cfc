using System.Threading.Channels;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RagQA.Storage;

/// <summary>
/// Applies changes one after another on one connection, several to a commit when they are waiting (a commit costs a
/// flush of the disk, whatever is in it). Each change is atomic by itself: one that fails takes no other with it.
/// A change is reported as done only when the commit that holds it is done.
/// </summary>
internal sealed class WriteQueue : IAsyncDisposable
{
    private const int ChangesPerCommit = 128;

    private readonly Channel<PendingWrite> _pending = Channel.CreateUnbounded<PendingWrite>(new() { SingleReader = true });
    private readonly SqliteConnection _connection;
    private readonly SqliteFile _file;
    private readonly Task _loop;

    public WriteQueue(SqliteConnection connection, SqliteFile file)
    {
        _connection = connection;
        _file = file;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Runs a change and returns after its commit. Cancelling has an effect only until the change begins.</summary>
    public Task<T> WriteAsync<T>(Func<DbConnection, T> change, CancellationToken cancellationToken)
    {
        PendingWrite<T> write = new(change, cancellationToken);
        ObjectDisposedException.ThrowIf(!_pending.Writer.TryWrite(write), this);
        return write.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _pending.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        try
        {
            while (await _pending.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                CommitWaiting();
                EmptyLongLog();
            }
        }
        catch (Exception error)
        {
            // The connection is beyond use: nobody may wait for it for ever.
            _pending.Writer.TryComplete(error);
            FailWaiting(error, int.MaxValue);
        }
    }

    private void CommitWaiting()
    {
        try
        {
            _connection.Execute("BEGIN IMMEDIATE");
        }
        catch (SqliteException error)
        {
            FailWaiting(error, ChangesPerCommit);
            return;
        }

        List<PendingWrite> applied = [];
        try
        {
            for (int count = 0; count < ChangesPerCommit && _pending.Reader.TryRead(out PendingWrite? write); count++)
            {
                if (write.TryBegin())
                {
                    Apply(write, applied);
                }
            }

            _connection.Execute("COMMIT");
        }
        catch (Exception error)
        {
            foreach (PendingWrite write in applied)
            {
                write.Fail(Translate(error));
            }

            if (!IsTransactionLost)
            {
                _connection.Execute("ROLLBACK");
            }

            return;
        }

        foreach (PendingWrite write in applied)
        {
            write.Complete();
        }
    }

    // SQLite's own checkpoints copy the log but cannot start it anew while a reader is in it, and one always is when questions
    // never pause. This one lets the readers in it end first; new ones read from the file meanwhile.
    private void EmptyLongLog()
    {
        if (new FileInfo(_file.Path + "-wal") is not { Exists: true } log || log.Length <= _file.LogLimitBytes)
        {
            return;
        }

        try
        {
            _connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException error) when (SqliteFailure.Translate(error, _file.Path) is not null)
        {
            // Everything is safe in the log as it is; the next commit tries again, and reports what is wrong with the disk.
            return;
        }
    }

    private void Apply(PendingWrite write, List<PendingWrite> applied)
    {
        applied.Add(write);
        try
        {
            _connection.Execute("SAVEPOINT change");
            write.Run(_connection);
            _connection.Execute("RELEASE change");
        }
        catch (Exception error) when (!IsTransactionLost)
        {
            // When it is lost instead (a full or failing disk makes SQLite roll everything back), nothing in it holds.
            _connection.Execute("ROLLBACK TO change; RELEASE change");
            applied.RemoveAt(applied.Count - 1);
            write.Fail(Translate(error));
        }
    }

    private bool IsTransactionLost => raw.sqlite3_get_autocommit(_connection.Handle) != 0;

    private void FailWaiting(Exception error, int limit)
    {
        for (int count = 0; count < limit && _pending.Reader.TryRead(out PendingWrite? write); count++)
        {
            if (write.TryBegin())
            {
                write.Fail(Translate(error));
            }
        }
    }

    private Exception Translate(Exception error) =>
        error is SqliteException sqlite && SqliteFailure.Translate(sqlite, _file.Path) is { } failure ? StoreFailures.Counted(failure) : error;
}
