namespace RagQA.Storage;

/// <summary>The document store's tables in PostgreSQL; what their rows mean is said at <see cref="DocumentSchema"/>.</summary>
internal static class PostgresDocumentSchema
{
    public static PostgresComponent Component { get; } = new("documents", [First, Second], ["texts", "facts", "documents", "passages", "jobs", "job_items"]);

    // Ids are compared by their bytes, as everywhere else. A text is read in slices, which compression would make costly.
    private const string First = """
        CREATE TABLE collection_ids (id TEXT COLLATE "C" PRIMARY KEY);
        CREATE TABLE collections (
            key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            id TEXT COLLATE "C" NOT NULL UNIQUE REFERENCES collection_ids(id),
            name TEXT COLLATE "C" NOT NULL UNIQUE,
            kind INTEGER NOT NULL,
            partitions INTEGER NOT NULL,
            partition_hash TEXT NOT NULL,
            generation INTEGER NOT NULL,
            revision BIGINT NOT NULL DEFAULT 0,
            documents BIGINT NOT NULL DEFAULT 0,
            passages BIGINT NOT NULL DEFAULT 0,
            created_at BIGINT NOT NULL,
            changed_at BIGINT,
            example_questions TEXT NOT NULL,
            replicas INTEGER NOT NULL DEFAULT 1);
        CREATE TABLE texts (
            key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            version TEXT COLLATE "C" UNIQUE,
            parser TEXT NOT NULL,
            content BYTEA NOT NULL);
        ALTER TABLE texts ALTER COLUMN content SET STORAGE EXTERNAL;
        CREATE TABLE documents (
            key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            collection BIGINT NOT NULL REFERENCES collections(key),
            id TEXT COLLATE "C" NOT NULL,
            text BIGINT NOT NULL REFERENCES texts(key),
            fingerprint BYTEA NOT NULL,
            audience BIGINT,
            passages INTEGER NOT NULL,
            text_length INTEGER NOT NULL,
            point BIGINT NOT NULL,
            revision BIGINT NOT NULL,
            removed BIGINT,
            ingested_at BIGINT NOT NULL);
        CREATE UNIQUE INDEX documents_live ON documents(collection, id) WHERE removed IS NULL;
        CREATE INDEX documents_by_id ON documents(collection, id);
        CREATE INDEX documents_by_text ON documents(text);
        CREATE INDEX documents_by_audience ON documents(collection, audience) WHERE removed IS NULL AND audience IS NOT NULL;
        CREATE TABLE facts (
            document BIGINT PRIMARY KEY,
            attributes BYTEA NOT NULL,
            sections BYTEA NOT NULL,
            flags BYTEA NOT NULL,
            headings BYTEA NOT NULL,
            hash BYTEA NOT NULL);
        CREATE TABLE passages (
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            collection BIGINT NOT NULL,
            document BIGINT NOT NULL REFERENCES documents(key),
            added BIGINT NOT NULL,
            removed BIGINT,
            point BIGINT NOT NULL,
            ordinal INTEGER NOT NULL,
            start INTEGER NOT NULL,
            "end" INTEGER NOT NULL,
            byte_start INTEGER NOT NULL,
            byte_length INTEGER NOT NULL,
            heading INTEGER NOT NULL,
            section_start INTEGER NOT NULL,
            section_end INTEGER NOT NULL,
            page INTEGER,
            encoded_hash BYTEA NOT NULL);
        CREATE INDEX passages_by_revision ON passages(collection, added, id);
        CREATE INDEX passages_by_document ON passages(document);
        CREATE INDEX passages_by_hash ON passages(encoded_hash);
        CREATE TABLE tombstones (
            collection BIGINT NOT NULL,
            removed BIGINT NOT NULL,
            passage BIGINT NOT NULL,
            added BIGINT NOT NULL,
            point BIGINT NOT NULL,
            PRIMARY KEY (collection, removed, passage));
        CREATE TABLE erasures (
            collection BIGINT NOT NULL,
            revision BIGINT NOT NULL,
            point BIGINT NOT NULL,
            PRIMARY KEY (collection, revision));
        CREATE TABLE embedding_removals (encoded_hash BYTEA PRIMARY KEY);
        CREATE TABLE jobs (
            key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            id TEXT COLLATE "C" NOT NULL UNIQUE,
            collection_id TEXT COLLATE "C" NOT NULL,
            collection TEXT NOT NULL,
            paths TEXT NOT NULL,
            "user" TEXT NOT NULL,
            state INTEGER NOT NULL,
            documents INTEGER NOT NULL,
            done INTEGER NOT NULL,
            unchanged INTEGER NOT NULL,
            failed INTEGER NOT NULL,
            passages INTEGER NOT NULL,
            revision BIGINT NOT NULL,
            reason TEXT,
            created_at BIGINT NOT NULL,
            updated_at BIGINT NOT NULL);
        CREATE INDEX jobs_by_state ON jobs(state);
        CREATE TABLE job_items (
            key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            job BIGINT NOT NULL REFERENCES jobs(key) ON DELETE CASCADE,
            document TEXT COLLATE "C" NOT NULL,
            outcome INTEGER NOT NULL,
            content_hash TEXT,
            reason TEXT,
            passages INTEGER NOT NULL,
            UNIQUE (job, document))
        """;

    private const string Second = """
        CREATE TABLE generations (
            collection BIGINT NOT NULL REFERENCES collections(key),
            number INTEGER NOT NULL,
            encoder TEXT NOT NULL,
            partitions INTEGER NOT NULL,
            state INTEGER NOT NULL,
            created_at BIGINT NOT NULL,
            left_at BIGINT,
            gold TEXT,
            "user" TEXT NOT NULL,
            comparison TEXT,
            PRIMARY KEY (collection, number));
        INSERT INTO generations (collection, number, encoder, partitions, state, created_at, "user")
        SELECT key, generation, '', partitions, 2, created_at, '' FROM collections
        """;
}
