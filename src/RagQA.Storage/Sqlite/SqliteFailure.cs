using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RagQA.Storage;

/// <summary>Says in words that a person can act on what SQLite reports as a number.</summary>
internal static class SqliteFailure
{
    /// <summary>Whether a failure came of a file that is damaged or no database.</summary>
    public static bool IsDamage(RagQAException failure) =>
        failure.InnerException is SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB };

    /// <summary>The failure to throw instead, or null when the error is a mistake of this program and should show as it is.</summary>
    public static RagQAException? Translate(SqliteException error, string path) => error.SqliteErrorCode switch
    {
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new RagQAException(
            FailureKind.Unavailable,
            $"{path} is damaged or not a database. Keep a copy of it with its -wal file, then restore a backup (ragqa restore).",
            error),
        raw.SQLITE_FULL => new RagQAException(FailureKind.Unavailable, $"The disk that holds {path} is full. Nothing was changed; free some space and try again.", error),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new RagQAException(FailureKind.Busy, $"{path} is locked by another connection. Try again; if it stays so, look for a second process that has it open.", error),
        raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_PROTOCOL => new RagQAException(
            FailureKind.Unavailable,
            $"{path} cannot be read or written (SQLite error {error.SqliteErrorCode}/{error.SqliteExtendedErrorCode}). Check the disk, the owner of the directory and the free space.",
            error),
        raw.SQLITE_TOOBIG => new RagQAException(FailureKind.TooLarge, "The document is larger than the store can hold (about one gigabyte). Split it.", error),
        _ => null,
    };
}
