using System.Data.Common;

namespace RagQA.Storage;

/// <summary>Statements on what users told the curator.</summary>
internal static class FeedbackRows
{
    public static int Give(DbConnection connection, Feedback feedback, DateTimeOffset now) => connection.Execute(
        """
        INSERT INTO feedback (id, "user", answer_id, collection, question, answer_text, document_id, verdict, comment, given_at)
        VALUES (@id, @user, @answer, @collection, @question, @text, @document, @verdict, @comment, @at)
        ON CONFLICT (id) DO NOTHING
        """,
        ("@id", feedback.Id.ToByteArray()),
        ("@user", feedback.User),
        ("@answer", feedback.AnswerId.ToByteArray()),
        ("@collection", feedback.Collection),
        ("@question", feedback.Question),
        ("@text", feedback.AnswerText),
        ("@document", feedback.DocumentId),
        ("@verdict", (int)feedback.Verdict),
        ("@comment", feedback.Comment),
        ("@at", now.ToUnixTimeMilliseconds()));

    public static bool Withdraw(DbConnection connection, string user, Guid id) => connection.Execute(
        "UPDATE feedback SET question = '', answer_text = NULL, comment = NULL, erased = 1 WHERE id = @id AND \"user\" = @user AND erased = 0",
        ("@id", id.ToByteArray()),
        ("@user", user)) > 0;

    public static Feedback[] List(DbConnection connection, bool onlyOpen, int limit) =>
    [
        .. connection.Query(
            """
            SELECT id, "user", answer_id, collection, question, answer_text, document_id, verdict, comment, given_at, resolved
            FROM feedback WHERE erased = 0 AND (@open = 0 OR resolved = 0) ORDER BY given_at DESC, key DESC LIMIT @limit
            """,
            row => new Feedback
            {
                Id = new Guid((byte[])row.GetValue(0)),
                User = row.GetString(1),
                AnswerId = new Guid((byte[])row.GetValue(2)),
                Collection = row.GetString(3),
                Question = row.GetString(4),
                AnswerText = row.GetNullableString(5),
                DocumentId = row.GetNullableString(6),
                Verdict = (FeedbackVerdict)row.GetInt32(7),
                Comment = row.GetNullableString(8),
                GivenAt = row.GetMoment(9),
                IsResolved = row.GetInt32(10) != 0,
            },
            ("@open", onlyOpen ? 1 : 0),
            ("@limit", limit)),
    ];

    public static bool Resolve(DbConnection connection, Guid id) => connection.Execute(
        "UPDATE feedback SET resolved = 1 WHERE id = @id AND erased = 0",
        ("@id", id.ToByteArray())) > 0;
}
