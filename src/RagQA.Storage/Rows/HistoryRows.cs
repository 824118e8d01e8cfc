using System.Security.Cryptography;
using System.Text;
using System.Data.Common;

namespace RagQA.Storage;

/// <summary>Statements on the rows of the history.</summary>
internal static class HistoryRows
{
    private const string Columns = "answer_id, \"user\", collection, question, subject, status, answer_text, disagreement, revision, answered_at, starred";

    // What a row quotes is emptied; SQLite overwrites it (secure_delete).
    private const string Emptied = "question = '', subject = NULL, answer_text = NULL, answer = @empty, erased = 1";

    public static bool Add(DbConnection connection, HistoryEntry entry, byte[] answer)
    {
        if (!IsKept(connection, entry.User))
        {
            return false;
        }

        var added = connection.Execute(
            """
            INSERT INTO history (answer_id, "user", collection, question, subject, status, answer_text, disagreement, revision, answered_at, starred, answer)
            VALUES (@id, @user, @collection, @question, @subject, @status, @text, @disagreement, @revision, @at, @starred, @answer)
            ON CONFLICT (answer_id) DO NOTHING
            """,
            ("@id", entry.AnswerId.ToByteArray()),
            ("@user", entry.User),
            ("@collection", entry.Collection),
            ("@question", entry.Question),
            ("@subject", entry.Subject),
            ("@status", (int)entry.Status),
            ("@text", entry.AnswerText),
            ("@disagreement", entry.Disagreement ? 1 : 0),
            ("@revision", entry.Revision),
            ("@at", entry.AnsweredAt.ToUnixTimeMilliseconds()),
            ("@starred", entry.IsStarred ? 1 : 0),
            ("@answer", answer)) > 0;
        foreach (var document in added ? entry.Documents.Distinct(StringComparer.Ordinal) : [])
        {
            connection.Execute(
                "INSERT INTO history_sources (source, row) SELECT @source, key FROM history WHERE answer_id = @id",
                ("@source", SourceOf(entry.Collection, document)),
                ("@id", entry.AnswerId.ToByteArray()));
        }

        return true;
    }

    /// <summary>Erases the rows that show a document, or with null all rows of a collection, and what was said about their answers.</summary>
    public static int EraseDocument(DbConnection connection, string collection, string? document)
    {
        var chosen = document is null ? "collection = @collection" : "key IN (SELECT row FROM history_sources WHERE source = @source)";
        (string, object?)[] parameters = [("@collection", collection), ("@source", document is null ? null : SourceOf(collection, document)), ("@empty", Array.Empty<byte>())];
        connection.Execute(
            $"UPDATE feedback SET question = '', answer_text = NULL, comment = NULL, erased = 1 WHERE erased = 0 AND answer_id IN (SELECT answer_id FROM history WHERE {chosen})",
            parameters);

        // Of an answer that is not kept nobody can tell any more what it quotes.
        connection.Execute(
            "UPDATE feedback SET answer_text = NULL WHERE collection = @collection AND answer_text IS NOT NULL AND answer_id NOT IN (SELECT answer_id FROM history WHERE erased = 0)",
            ("@collection", collection));
        return connection.Execute($"UPDATE history SET {Emptied} WHERE erased = 0 AND {chosen}", parameters);
    }

    public static HistoryEntry[] List(DbConnection connection, string user, HistoryQuery query) =>
    [
        .. connection.Query(
            $"""
            SELECT {Columns} FROM history
            WHERE "user" = @user AND erased = 0
              AND (@starred = 0 OR starred = 1)
              AND (CAST(@answered AS INTEGER) IS NULL OR CASE WHEN answer_text IS NULL THEN 0 ELSE 1 END = @answered)
              AND (CAST(@from AS BIGINT) IS NULL OR answered_at >= @from)
              AND (CAST(@until AS BIGINT) IS NULL OR answered_at < @until)
              AND (CAST(@text AS TEXT) IS NULL OR question {connection.Like()} @text ESCAPE '\' OR answer_text {connection.Like()} @text ESCAPE '\')
            ORDER BY answered_at DESC, key DESC LIMIT @limit OFFSET @skip
            """,
            Entry,
            ("@user", user),
            ("@starred", query.OnlyStarred ? 1 : 0),
            ("@answered", query.HasAnswer is { } has ? (has ? 1 : 0) : null),
            ("@from", query.From?.ToUnixTimeMilliseconds()),
            ("@until", query.Until?.ToUnixTimeMilliseconds()),
            ("@text", string.IsNullOrWhiteSpace(query.Text) ? null : $"%{Escaped(query.Text.Trim())}%"),
            ("@limit", query.Limit),
            ("@skip", query.Skip)),
    ];

    public static HistoryRecord? Get(DbConnection connection, string user, Guid answerId) => connection.First(
        $"SELECT {Columns}, answer FROM history WHERE answer_id = @id AND \"user\" = @user AND erased = 0",
        row => new HistoryRecord(Entry(row), (byte[])row.GetValue(11)),
        ("@id", answerId.ToByteArray()),
        ("@user", user));

    public static bool Star(DbConnection connection, string user, Guid answerId, bool starred) => connection.Execute(
        "UPDATE history SET starred = @starred WHERE answer_id = @id AND \"user\" = @user AND erased = 0",
        ("@starred", starred ? 1 : 0),
        ("@id", answerId.ToByteArray()),
        ("@user", user)) > 0;

    public static int Erase(DbConnection connection, string user, Guid answerId) => connection.Execute(
        $"UPDATE history SET {Emptied} WHERE answer_id = @id AND \"user\" = @user AND erased = 0",
        ("@empty", Array.Empty<byte>()),
        ("@id", answerId.ToByteArray()),
        ("@user", user));

    public static int EraseAll(DbConnection connection, string user)
    {
        connection.Execute("UPDATE feedback SET question = '', answer_text = NULL, comment = NULL, erased = 1 WHERE \"user\" = @user AND erased = 0", ("@user", user));
        return connection.Execute($"UPDATE history SET {Emptied} WHERE \"user\" = @user AND erased = 0", ("@empty", Array.Empty<byte>()), ("@user", user));
    }

    public static int EraseBefore(DbConnection connection, DateTimeOffset time)
    {
        connection.Execute("UPDATE feedback SET question = '', answer_text = NULL, comment = NULL, erased = 1 WHERE given_at < @at AND erased = 0", ("@at", time.ToUnixTimeMilliseconds()));
        return connection.Execute($"UPDATE history SET {Emptied} WHERE answered_at < @at AND erased = 0", ("@empty", Array.Empty<byte>()), ("@at", time.ToUnixTimeMilliseconds()));
    }

    public static bool IsKept(DbConnection connection, string user) =>
        connection.First("SELECT keep FROM choices WHERE \"user\" = @user", row => (int?)row.GetInt32(0), ("@user", user)) != 0;

    public static int Keep(DbConnection connection, string user, bool keep) => connection.Execute(
        "INSERT INTO choices (\"user\", keep) VALUES (@user, @keep) ON CONFLICT (\"user\") DO UPDATE SET keep = excluded.keep",
        ("@user", user),
        ("@keep", keep ? 1 : 0));

    private static HistoryEntry Entry(DbDataReader row) => new()
    {
        AnswerId = new Guid((byte[])row.GetValue(0)),
        User = row.GetString(1),
        Collection = row.GetString(2),
        Question = row.GetString(3),
        Subject = row.GetNullableString(4),
        Status = (AnswerStatus)row.GetInt32(5),
        AnswerText = row.GetNullableString(6),
        Disagreement = row.GetInt32(7) != 0,
        Revision = row.GetInt64(8),
        AnsweredAt = row.GetMoment(9),
        IsStarred = row.GetInt32(10) != 0,
    };

    private static byte[] SourceOf(string collection, string document) => SHA256.HashData(Encoding.UTF8.GetBytes($"{collection}\n{document}"));

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal);
}
