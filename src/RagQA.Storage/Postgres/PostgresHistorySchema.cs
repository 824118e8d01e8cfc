namespace RagQA.Storage;

/// <summary>The history's tables in PostgreSQL; what their rows mean is said at <see cref="HistorySchema"/>.</summary>
internal static class PostgresHistorySchema
{
    public static PostgresComponent Component { get; } = new("history", [First], ["history", "feedback"]);

    private const string First = """
        CREATE TABLE history (
            key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            answer_id BYTEA NOT NULL UNIQUE,
            "user" TEXT COLLATE "C" NOT NULL,
            collection TEXT COLLATE "C" NOT NULL,
            question TEXT NOT NULL,
            subject TEXT,
            status INTEGER NOT NULL,
            answer_text TEXT,
            disagreement INTEGER NOT NULL,
            revision BIGINT NOT NULL,
            answered_at BIGINT NOT NULL,
            starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1)),
            answer BYTEA NOT NULL,
            erased INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1)));
        CREATE INDEX history_by_user ON history("user", answered_at) WHERE erased = 0;
        CREATE TABLE history_sources (
            source BYTEA NOT NULL,
            row BIGINT NOT NULL REFERENCES history(key),
            PRIMARY KEY (source, row));
        CREATE TABLE feedback (
            key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            id BYTEA NOT NULL UNIQUE,
            "user" TEXT COLLATE "C" NOT NULL,
            answer_id BYTEA NOT NULL,
            collection TEXT COLLATE "C" NOT NULL,
            question TEXT NOT NULL,
            answer_text TEXT,
            document_id TEXT,
            verdict INTEGER NOT NULL,
            comment TEXT,
            given_at BIGINT NOT NULL,
            resolved INTEGER NOT NULL DEFAULT 0 CHECK (resolved IN (0, 1)),
            erased INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1)));
        CREATE INDEX feedback_by_answer ON feedback(answer_id) WHERE erased = 0;
        CREATE TABLE choices (
            "user" TEXT COLLATE "C" PRIMARY KEY,
            keep INTEGER NOT NULL CHECK (keep IN (0, 1)))
        """;
}
