using System.Net.Sockets;
using Npgsql;

namespace RagQA.Storage;

/// <summary>Says in words that a person can act on what PostgreSQL or the network report, and which of it passes.</summary>
internal static class PostgresFailure
{
    /// <summary>Whether another transaction was first and the same work would now end otherwise.</summary>
    public static bool IsRace(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <summary>Whether a connection that was there is there no more. A server that is slow still is.</summary>
    public static bool IsConnectionLost(NpgsqlException error) => error is PostgresException refused
        ? refused.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
        : error.InnerException is IOException or SocketException;

    /// <summary>Whether a failure came of pages that PostgreSQL cannot read.</summary>
    public static bool IsDamage(RagQAException failure) =>
        failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted };

    /// <summary>The failure to throw instead, or null when the error is a mistake of this program and should show as it is.</summary>
    public static RagQAException? Translate(NpgsqlException error) => error switch
    {
        PostgresException refused => Translate(refused),
        { InnerException: TimeoutException } => Unavailable("The database server does not answer in time", error),
        _ => Unavailable("The database server cannot be reached", error),
    };

    private static RagQAException? Translate(PostgresException error) => error.SqlState switch
    {
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => new RagQAException(
            FailureKind.Unavailable, $"PostgreSQL found damaged pages (SQLSTATE {error.SqlState}). See its log, then restore a backup.", error),
        PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable => Unavailable("The database server does not answer in time", error),
        PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.ReadOnlySqlTransaction => Unavailable(
            $"The database is not there or takes no changes (SQLSTATE {error.SqlState}); check the connection string", error),
        PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected =>
            new RagQAException(FailureKind.Busy, "Other processes changed the same rows again and again. Try again.", error),
        PostgresErrorCodes.DiskFull => Unavailable("The disk of the database server is full. Nothing was changed; free some space", error),
        PostgresErrorCodes.CharacterNotInRepertoire => new RagQAException(FailureKind.Invalid, "A text has a null character. Remove it."),
        PostgresErrorCodes.ProgramLimitExceeded => new RagQAException(FailureKind.TooLarge, "The document is larger than the store can hold (about one gigabyte). Split it.", error),
        { } state when state.StartsWith("28", StringComparison.Ordinal) => Unavailable("The database server refuses the user or the password; check the connection string", error),

        // Connections (08), resources (53), operator intervention such as a shutdown or a start that is not over (57), system errors (58).
        { } state when state[..2] is "08" or "53" or "57" or "58" => Unavailable($"The database server is away or at its limits (SQLSTATE {state})", error),
        _ => null,
    };

    private static RagQAException Unavailable(string what, Exception error) =>
        new(FailureKind.Unavailable, $"{what}. What was acknowledged is kept. Try again in a moment; if it stays so, look at the server and its log.", error);
}
