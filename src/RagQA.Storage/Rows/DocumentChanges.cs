using System.Data.Common;

namespace RagQA.Storage;

/// <summary>Putting documents in and deleting them; each method is one step of a write transaction.</summary>
internal static class DocumentChanges
{
    public static DocumentReceipt Put(DbConnection connection, string collectionId, PreparedDocument document, DateTimeOffset now)
    {
        connection.LockTexts(exclusive: false);
        CollectionRow collection = CollectionRows.RequireForChange(connection, collectionId);
        DocumentRules.CheckSubject(document.Id, document.Subject, collection.Kind);

        // 1. Is it there already, as it is? Bytes that were damaged on disk are put right and count as a change.
        LiveDocument? live = FindLive(connection, collection, document.Id);
        (long text, bool isRepaired) = StoreText(connection, document);
        if (live is not null && live.Text == text && !isRepaired && live.Fingerprint.AsSpan().SequenceEqual(document.Fingerprint))
        {
            return new DocumentReceipt { Id = document.Id, Revision = live.Revision, Passages = live.Passages, State = DocumentState.Unchanged };
        }

        // 2. The old version leaves and the new one comes in the same revision.
        long revision = CollectionRows.Advance(
            connection,
            collection,
            documents: live is null ? 1 : 0,
            passages: document.Passages.Length - (live?.Passages ?? 0),
            now);
        if (live is not null)
        {
            Remove(connection, collection, live.Key, revision);
        }

        // 3. Every passage gets a new id, also where its words are the same: its title or labels may not be.
        long key = InsertDocument(connection, collection, document, text, revision, now);
        InsertFacts(connection, document, key);
        InsertPassages(connection, collection, document, key, revision);
        return new DocumentReceipt
        {
            Id = document.Id,
            Revision = revision,
            Passages = document.Passages.Length,
            State = live is null ? DocumentState.Added : DocumentState.Updated,
        };
    }

    public static DocumentReceipt Delete(DbConnection connection, string collectionId, string documentId, DateTimeOffset now)
    {
        CollectionRow collection = CollectionRows.RequireForChange(connection, collectionId);
        return TryDelete(connection, collection, documentId, now)
            ?? throw new RagQAException(FailureKind.NotFound, $"There is no document '{documentId}' in this collection. List its documents for their ids.");
    }

    /// <summary>Deletes a document when there is a live one.</summary>
    public static DocumentReceipt? TryDelete(DbConnection connection, CollectionRow collection, string documentId, DateTimeOffset now)
    {
        if (FindLive(connection, collection, documentId) is not { } live)
        {
            return null;
        }

        long revision = CollectionRows.Advance(connection, collection, documents: -1, passages: -live.Passages, now);
        Remove(connection, collection, live.Key, revision);
        return new DocumentReceipt { Id = documentId, Revision = revision, Passages = live.Passages, State = DocumentState.Deleted };
    }

    private static LiveDocument? FindLive(DbConnection connection, CollectionRow collection, string documentId) => connection.First(
        "SELECT key, text, fingerprint, passages, revision FROM documents WHERE collection = @collection AND id = @id AND removed IS NULL",
        row => new LiveDocument(row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2), row.GetInt32(3), row.GetInt64(4)),
        ("@collection", collection.Key),
        ("@id", documentId));

    private static (long Key, bool IsRepaired) StoreText(DbConnection connection, PreparedDocument document)
    {
        (long Key, byte[] Content, string Parser)? found = connection.First<(long, byte[], string)?>(
            "SELECT key, content, parser FROM texts WHERE version = @version",
            row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetString(2)),
            ("@version", document.Version));
        if (found is not { } text)
        {
            return (InsertText(connection, document), false);
        }

        if (text.Parser == document.Parser && text.Content.AsSpan().SequenceEqual(document.Content))
        {
            return (text.Key, false);
        }

        // A row that grows could be moved, so the right bytes come in a new one.
        DocumentErasure.EraseText(connection, text.Key);
        long repaired = InsertText(connection, document);
        connection.Execute("UPDATE documents SET text = @new WHERE text = @old", ("@new", repaired), ("@old", text.Key));
        return (repaired, true);
    }

    private static long InsertText(DbConnection connection, PreparedDocument document) => connection.Scalar<long>(
        "INSERT INTO texts (version, parser, content) VALUES (@version, @parser, @content) RETURNING key",
        ("@version", document.Version),
        ("@parser", document.Parser),
        ("@content", document.Content));

    private static void Remove(DbConnection connection, CollectionRow collection, long document, long revision)
    {
        connection.Execute("UPDATE documents SET removed = @revision WHERE key = @document", ("@revision", revision), ("@document", document));
        connection.Execute(
            """
            INSERT INTO tombstones (collection, removed, passage, added, point)
            SELECT @collection, @revision, id, added, point FROM passages WHERE document = @document
            """,
            ("@collection", collection.Key),
            ("@revision", revision),
            ("@document", document));
        connection.Execute("UPDATE passages SET removed = @revision WHERE document = @document", ("@revision", revision), ("@document", document));
    }

    private static long InsertDocument(DbConnection connection, CollectionRow collection, PreparedDocument document, long text, long revision, DateTimeOffset now) => connection.Scalar<long>(
        """
        INSERT INTO documents (collection, id, text, fingerprint, audience, passages, text_length, point, revision, ingested_at)
        VALUES (@collection, @id, @text, @fingerprint, @audience, @passages, @length, @point, @revision, @now)
        RETURNING key
        """,
        ("@collection", collection.Key),
        ("@id", document.Id),
        ("@text", text),
        ("@fingerprint", document.Fingerprint),
        ("@audience", document.Audience),
        ("@passages", document.Passages.Length),
        ("@length", document.TextLength),
        ("@point", document.Point),
        ("@revision", revision),
        ("@now", now.ToUnixTimeMilliseconds()));

    private static void InsertFacts(DbConnection connection, PreparedDocument document, long key) => connection.Execute(
        "INSERT INTO facts (document, attributes, sections, flags, headings, hash) VALUES (@document, @attributes, @sections, @flags, @headings, @hash)",
        ("@document", key),
        ("@attributes", document.Attributes),
        ("@sections", document.Sections),
        ("@flags", document.Flags),
        ("@headings", document.Headings),
        ("@hash", StoredFacts.HashOf(document.Attributes, document.Headings)));

    private static void InsertPassages(DbConnection connection, CollectionRow collection, PreparedDocument document, long key, long revision)
    {
        using DbCommand insert = connection.Prepare(
            """
            INSERT INTO passages (collection, document, added, point, ordinal, start, "end", byte_start, byte_length, heading, section_start, section_end, page, encoded_hash)
            VALUES (@collection, @document, @added, @point, @ordinal, @start, @end, @byteStart, @byteLength, @heading, @sectionStart, @sectionEnd, @page, @hash)
            """,
            ("@collection", collection.Key),
            ("@document", key),
            ("@added", revision),
            ("@point", document.Point));
        string[] names = ["@ordinal", "@start", "@end", "@byteStart", "@byteLength", "@heading", "@sectionStart", "@sectionEnd", "@page", "@hash"];
        DbParameter[] parameters = [.. names.Select(insert.Add)];
        for (int i = 0; i < document.Passages.Length; i++)
        {
            PreparedPassage passage = document.Passages[i];
            object?[] values =
            [
                i, passage.Range.Start, passage.Range.End, passage.ByteStart, passage.ByteLength,
                passage.Heading, passage.SectionRange.Start, passage.SectionRange.End, passage.Page, passage.EncodedHash,
            ];
            for (int p = 0; p < values.Length; p++)
            {
                parameters[p].Value = values[p] ?? DBNull.Value;
            }

            insert.ExecuteNonQuery();
        }
    }

    private sealed record LiveDocument(long Key, long Text, byte[] Fingerprint, int Passages, long Revision);
}
