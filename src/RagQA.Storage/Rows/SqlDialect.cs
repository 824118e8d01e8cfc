using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace RagQA.Storage;

/// <summary>The few places where a statement of both databases cannot be one and the same.</summary>
internal static class SqlDialect
{
    // Any number that nothing else in the database takes; part of what processes of different versions agree on.
    private const long TextsLock = 0x5251417465787473;

    /// <summary>Comparison with a pattern, whatever the case of ASCII letters.</summary>
    public static string Like(this DbConnection connection) => connection is NpgsqlConnection ? "ILIKE" : "LIKE";

    /// <summary>Ends a SELECT of rows that this transaction will change. SQLite has one writer at a time and needs nothing.</summary>
    public static string ForChange(this DbConnection connection) => connection is NpgsqlConnection ? "FOR UPDATE" : "";

    /// <summary>The passages of <c>@ids</c> with the place of each in the list as <c>asked.key</c>; SQLite takes the tables of a CROSS JOIN in this order.</summary>
    public static string AskedPassages(this DbConnection connection) => connection is NpgsqlConnection
        ? "unnest(@ids) WITH ORDINALITY AS asked(value, key) JOIN passages ON passages.id = asked.value"
        : "json_each(@ids) asked CROSS JOIN passages ON passages.id = asked.value";

    /// <summary>Value of <c>@ids</c>.</summary>
    public static object AskedIds(this DbConnection connection, IReadOnlyList<long> ids) => connection is NpgsqlConnection
        ? ids.ToArray()
        : "[" + string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture))) + "]";

    /// <summary>
    /// Texts belong to all collections. Who puts a document in holds this lock together with others, who erases alone:
    /// otherwise a text could be emptied that another process begins to refer to. SQLite has one writer at a time.
    /// </summary>
    public static void LockTexts(this DbConnection connection, bool exclusive)
    {
        if (connection is NpgsqlConnection)
        {
            connection.Execute(exclusive ? "SELECT pg_advisory_xact_lock(@lock)" : "SELECT pg_advisory_xact_lock_shared(@lock)", ("@lock", TextsLock));
        }
    }
}
