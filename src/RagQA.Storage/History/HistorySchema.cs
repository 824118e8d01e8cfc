namespace RagQA.Storage;

/// <summary>Schema of <c>history.db</c>; scripts are only ever appended.</summary>
internal static class HistorySchema
{
    // "RQAh" in ASCII.
    public const int ApplicationId = 0x52514168;

    public static IReadOnlyList<string> Migrations { get; } = [First, Second];

    // Rows are appended and, to erase them, emptied, never deleted: DocumentSchema says why. An answer's id stays free
    // of text, so an emptied row tells only that there was one. Marks are 0 or 1, which SQLite stores in no bytes:
    // changing them never moves the row.
    private const string First = """
        CREATE TABLE history (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            answer_id BLOB NOT NULL UNIQUE,
            user TEXT NOT NULL,
            collection TEXT NOT NULL,
            question TEXT NOT NULL,
            subject TEXT,
            status INTEGER NOT NULL,
            answer_text TEXT,
            disagreement INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            answered_at INTEGER NOT NULL,
            starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1)),
            answer BLOB NOT NULL,
            erased INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1))) STRICT;
        CREATE INDEX history_by_user ON history(user, answered_at) WHERE erased = 0;
        CREATE TABLE feedback (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            id BLOB NOT NULL UNIQUE,
            user TEXT NOT NULL,
            answer_id BLOB NOT NULL,
            collection TEXT NOT NULL,
            question TEXT NOT NULL,
            answer_text TEXT,
            document_id TEXT,
            verdict INTEGER NOT NULL,
            comment TEXT,
            given_at INTEGER NOT NULL,
            resolved INTEGER NOT NULL DEFAULT 0 CHECK (resolved IN (0, 1)),
            erased INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1))) STRICT;
        CREATE TABLE choices (
            user TEXT PRIMARY KEY,
            keep INTEGER NOT NULL CHECK (keep IN (0, 1))) STRICT, WITHOUT ROWID
        """;

    // A source is the hash of collection and document id: enough to find the rows that quote a document when it is purged.
    private const string Second = """
        CREATE TABLE history_sources (
            source BLOB NOT NULL,
            row INTEGER NOT NULL REFERENCES history(key),
            PRIMARY KEY (source, row)) STRICT, WITHOUT ROWID;
        CREATE INDEX feedback_by_answer ON feedback(answer_id) WHERE erased = 0
        """;
}
