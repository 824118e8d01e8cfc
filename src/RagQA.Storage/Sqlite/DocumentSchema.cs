namespace RagQA.Storage;

/// <summary>Tables of <c>documents.db</c>.</summary>
internal static class DocumentSchema
{
    /// <summary>"RQAd" in ASCII.</summary>
    public const int ApplicationId = 0x52514164;

    public static IReadOnlyList<string> Migrations { get; } = [First, Second, Third, Fourth];

    // Revisions make the history: a row is live at revision r when it came at or before r and was not removed at or
    // before r. Removed rows stay until they are purged; tombstones outlive the purge and hold no text.
    // Ids that leave the store or must never come again are AUTOINCREMENT; texts are bytes, exactly as hashed.
    // Whatever quotes a document is in texts and facts. Their rows are only appended and, to erase them, emptied:
    // secure_delete overwrites what a row gives up, but a row that SQLite moves between pages, as deletions and
    // growing rows make it do, leaves a copy behind that it does not overwrite. A row that never moves leaves none.
    private const string First = """
        CREATE TABLE collection_ids (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
        CREATE TABLE collections (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE REFERENCES collection_ids(id),
            name TEXT NOT NULL UNIQUE,
            kind INTEGER NOT NULL,
            partitions INTEGER NOT NULL,
            partition_hash TEXT NOT NULL,
            generation INTEGER NOT NULL,
            revision INTEGER NOT NULL DEFAULT 0,
            documents INTEGER NOT NULL DEFAULT 0,
            passages INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL,
            changed_at INTEGER,
            example_questions TEXT NOT NULL) STRICT;
        CREATE TABLE texts (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            version TEXT UNIQUE,
            parser TEXT NOT NULL,
            content BLOB NOT NULL) STRICT;
        CREATE TABLE documents (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            collection INTEGER NOT NULL REFERENCES collections(key),
            id TEXT NOT NULL,
            text INTEGER NOT NULL REFERENCES texts(key),
            fingerprint BLOB NOT NULL,
            audience INTEGER,
            passages INTEGER NOT NULL,
            text_length INTEGER NOT NULL,
            point INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            removed INTEGER,
            ingested_at INTEGER NOT NULL) STRICT;
        CREATE UNIQUE INDEX documents_live ON documents(collection, id) WHERE removed IS NULL;
        CREATE INDEX documents_by_id ON documents(collection, id);
        CREATE INDEX documents_by_text ON documents(text);
        CREATE INDEX documents_by_audience ON documents(collection, audience) WHERE removed IS NULL AND audience IS NOT NULL;
        CREATE TABLE facts (
            document INTEGER PRIMARY KEY,
            attributes BLOB NOT NULL,
            sections BLOB NOT NULL,
            flags BLOB NOT NULL,
            headings BLOB NOT NULL,
            hash BLOB NOT NULL) STRICT;
        CREATE TABLE passages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            collection INTEGER NOT NULL,
            document INTEGER NOT NULL REFERENCES documents(key),
            added INTEGER NOT NULL,
            removed INTEGER,
            point INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            start INTEGER NOT NULL,
            end INTEGER NOT NULL,
            byte_start INTEGER NOT NULL,
            byte_length INTEGER NOT NULL,
            heading INTEGER NOT NULL,
            section_start INTEGER NOT NULL,
            section_end INTEGER NOT NULL,
            page INTEGER,
            encoded_hash BLOB NOT NULL) STRICT;
        CREATE INDEX passages_by_revision ON passages(collection, added);
        CREATE INDEX passages_by_document ON passages(document);
        CREATE INDEX passages_by_hash ON passages(encoded_hash);
        CREATE TABLE tombstones (
            collection INTEGER NOT NULL,
            removed INTEGER NOT NULL,
            passage INTEGER NOT NULL,
            added INTEGER NOT NULL,
            point INTEGER NOT NULL,
            PRIMARY KEY (collection, removed, passage)) STRICT, WITHOUT ROWID;
        CREATE TABLE embedding_removals (encoded_hash BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
        CREATE TABLE jobs (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            collection_id TEXT NOT NULL,
            collection TEXT NOT NULL,
            paths TEXT NOT NULL,
            user TEXT NOT NULL,
            state INTEGER NOT NULL,
            documents INTEGER NOT NULL,
            done INTEGER NOT NULL,
            unchanged INTEGER NOT NULL,
            failed INTEGER NOT NULL,
            passages INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            reason TEXT,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL) STRICT;
        CREATE INDEX jobs_by_state ON jobs(state);
        CREATE TABLE job_items (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            job INTEGER NOT NULL REFERENCES jobs(key) ON DELETE CASCADE,
            document TEXT NOT NULL,
            outcome INTEGER NOT NULL,
            content_hash TEXT,
            reason TEXT,
            passages INTEGER NOT NULL,
            UNIQUE (job, document)) STRICT
        """;

    // A partition that has not applied the revision of an erasure may hold what was erased, in memory and in its files.
    private const string Second = """
        CREATE TABLE erasures (
            collection INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            point INTEGER NOT NULL,
            PRIMARY KEY (collection, revision)) STRICT, WITHOUT ROWID
        """;

    private const string Third = "ALTER TABLE collections ADD COLUMN replicas INTEGER NOT NULL DEFAULT 1";

    // The row of a collection states generation and partitions of its active one once more: a question reads both at once.
    // An encoder that is not named is the one that a silo has by default; it is named when the first other one comes.
    private const string Fourth = """
        CREATE TABLE generations (
            collection INTEGER NOT NULL REFERENCES collections(key),
            number INTEGER NOT NULL,
            encoder TEXT NOT NULL,
            partitions INTEGER NOT NULL,
            state INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            left_at INTEGER,
            gold TEXT,
            user TEXT NOT NULL,
            comparison TEXT,
            PRIMARY KEY (collection, number)) STRICT, WITHOUT ROWID;
        INSERT INTO generations (collection, number, encoder, partitions, state, created_at, user)
        SELECT key, generation, '', partitions, 2, created_at, '' FROM collections
        """;
}
