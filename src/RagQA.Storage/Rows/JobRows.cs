using System.Data.Common;

namespace RagQA.Storage;

/// <summary>Rows of jobs and of what came of their documents.</summary>
internal static class JobRows
{
    private const string Columns = "id, collection_id, collection, paths, \"user\", state, documents, done, unchanged, failed, passages, revision, reason, created_at, updated_at";

    public static IngestionJob Create(DbConnection connection, IngestionJob job, DateTimeOffset now)
    {
        int rows = connection.Execute(
            $"""
            INSERT INTO jobs ({Columns})
            VALUES (@id, @collectionId, @collection, @paths, @user, @state, @documents, @done, @unchanged, @failed, @passages, @revision, @reason, @now, @now)
            ON CONFLICT DO NOTHING
            """,
            [
                ("@collectionId", job.CollectionId),
                ("@collection", job.Collection),
                ("@paths", StorageJson.WriteText([.. job.Paths])),
                ("@user", job.User),
                .. Progress(job, now),
            ]);
        return rows == 1
            ? Require(connection, job.Id)
            : throw new RagQAException(FailureKind.Conflict, $"There is a job {job.Id} already. Ask for its status, or start a job with a new id.");
    }

    public static IngestionJob? Find(DbConnection connection, Guid id) =>
        connection.First($"SELECT {Columns} FROM jobs WHERE id = @id", Read, ("@id", Text(id)));

    public static IngestionJob[] List(DbConnection connection, IngestionState? state) => [.. connection.Query(
        $"SELECT {Columns} FROM jobs WHERE CAST(@state AS INTEGER) IS NULL OR state = @state ORDER BY key DESC",
        Read,
        ("@state", (int?)state))];

    public static IngestionJob Update(DbConnection connection, IngestionJob job, DateTimeOffset now)
    {
        connection.Execute(
            """
            UPDATE jobs SET state = @state, documents = @documents, done = @done, unchanged = @unchanged, failed = @failed,
                passages = @passages, revision = @revision, reason = @reason, updated_at = @now
            WHERE id = @id
            """,
            Progress(job, now));
        return Require(connection, job.Id);
    }

    public static int RecordItem(DbConnection connection, Guid job, IngestionItem item)
    {
        int rows = connection.Execute(
            """
            INSERT INTO job_items (job, document, outcome, content_hash, reason, passages)
            SELECT key, @document, @outcome, @hash, @reason, @passages FROM jobs WHERE id = @job
            ON CONFLICT (job, document) DO UPDATE SET
                outcome = excluded.outcome, content_hash = excluded.content_hash, reason = excluded.reason, passages = excluded.passages
            """,
            ("@job", Text(job)),
            ("@document", item.Document),
            ("@outcome", (int)item.Outcome),
            ("@hash", item.ContentHash),
            ("@reason", item.Reason),
            ("@passages", item.Passages));
        return rows == 1 ? rows : throw NotFound(job);
    }

    public static IngestionItem[] ListItems(DbConnection connection, Guid job, IngestionOutcome? outcome, int limit) => [.. connection.Query(
        """
        SELECT document, outcome, content_hash, job_items.reason, job_items.passages FROM job_items JOIN jobs ON jobs.key = job_items.job
        WHERE jobs.id = @job AND (CAST(@outcome AS INTEGER) IS NULL OR outcome = @outcome) ORDER BY job_items.key LIMIT @limit
        """,
        row => new IngestionItem
        {
            Document = row.GetString(0),
            Outcome = (IngestionOutcome)row.GetInt32(1),
            ContentHash = row.GetNullableString(2),
            Reason = row.GetNullableString(3),
            Passages = row.GetInt32(4),
        },
        ("@job", Text(job)),
        ("@outcome", (int?)outcome),
        ("@limit", limit))];

    private static IngestionJob Require(DbConnection connection, Guid id) => Find(connection, id) ?? throw NotFound(id);

    private static RagQAException NotFound(Guid id) => new(FailureKind.NotFound, $"There is no job {id}.");

    private static (string Name, object? Value)[] Progress(IngestionJob job, DateTimeOffset now) =>
    [
        ("@id", Text(job.Id)),
        ("@state", (int)job.State),
        ("@documents", job.Documents),
        ("@done", job.Done),
        ("@unchanged", job.Unchanged),
        ("@failed", job.Failed),
        ("@passages", job.Passages),
        ("@revision", job.Revision),
        ("@reason", job.Reason),
        ("@now", now.ToUnixTimeMilliseconds()),
    ];

    private static string Text(Guid id) => id.ToString("D");

    private static IngestionJob Read(DbDataReader row) => new()
    {
        Id = Guid.ParseExact(row.GetString(0), "D"),
        CollectionId = row.GetString(1),
        Collection = row.GetString(2),
        Paths = StorageJson.ReadText(row.GetString(3)),
        User = row.GetString(4),
        State = (IngestionState)row.GetInt32(5),
        Documents = row.GetInt32(6),
        Done = row.GetInt32(7),
        Unchanged = row.GetInt32(8),
        Failed = row.GetInt32(9),
        Passages = row.GetInt32(10),
        Revision = row.GetInt64(11),
        Reason = row.GetNullableString(12),
        CreatedAt = row.GetMoment(13),
        UpdatedAt = row.GetMoment(14),
    };
}
