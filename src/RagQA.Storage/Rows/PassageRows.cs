using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace RagQA.Storage;

/// <summary>
/// Reading live passages. A whole text is hashed when the first of its passages is read in this process; the encoded
/// string of a passage is hashed at every reading, which also shows rows that point elsewhere.
/// </summary>
internal sealed class PassageRows(ILogger logger)
{
    // About fifty bytes each; beyond this what is known is simply worked out again.
    private const int MostVerified = 1_000_000;

    private readonly ConcurrentDictionary<long, bool> _verified = new();

    public StoredPassage[] Read(DbConnection connection, string collectionId, IReadOnlyList<long> ids)
    {
        CollectionRow collection = CollectionRows.Require(connection, collectionId);
        Dictionary<long, StoredFacts?> documents = [];
        Dictionary<long, TextSection[]> sections = [];
        List<Row> rows = connection.Query(
            $"""
            SELECT passages.id, documents.id, documents.text, texts.version, documents.key,
                facts.attributes, facts.headings, facts.hash, passages.heading, passages.page,
                passages.start, passages."end", passages.section_start, passages.section_end, passages.encoded_hash,
                substr(texts.content, passages.byte_start + 1, passages.byte_length),
                CASE WHEN passages.page IS NULL THEN NULL ELSE facts.sections END
            FROM {connection.AskedPassages()}
                JOIN documents ON documents.key = passages.document
                JOIN texts ON texts.key = documents.text
                JOIN facts ON facts.document = documents.key
            WHERE passages.collection = @collection AND passages.removed IS NULL
            ORDER BY asked.key
            """,
            row => ReadRow(row, documents, sections),
            ("@ids", connection.AskedIds(ids)),
            ("@collection", collection.Key));
        List<StoredPassage> passages = new(rows.Count);
        foreach (Row row in rows)
        {
            if (Check(connection, row) is { } passage)
            {
                passages.Add(passage);
            }
        }

        return [.. passages];
    }

    /// <summary>A slice of a live text; null when this version is not live or was changed on disk.</summary>
    public string? ReadText(DbConnection connection, string collectionId, string documentId, string version, TextRange range)
    {
        CollectionRow collection = CollectionRows.Require(connection, collectionId);
        (long Key, byte[] Content)? found = connection.First<(long, byte[])?>(
            """
            SELECT texts.key, texts.content FROM documents JOIN texts ON texts.key = documents.text
            WHERE collection = @collection AND documents.id = @id AND removed IS NULL AND version = @version
            """,
            row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1)),
            ("@collection", collection.Key),
            ("@id", documentId),
            ("@version", version));
        if (found is not { } stored || !IsVerified(connection, stored.Key, version) || TextEncoding.GetString(stored.Content) is not { } text)
        {
            return null;
        }

        return range.Start >= 0 && range.Start <= range.End && range.End <= text.Length
            ? text[range.Start..range.End]
            : throw new ArgumentOutOfRangeException(nameof(range), $"[{range.Start}, {range.End}) does not lie inside the text of {text.Length} code units.");
    }

    private static Row ReadRow(DbDataReader row, Dictionary<long, StoredFacts?> documents, Dictionary<long, TextSection[]> sections)
    {
        long document = row.GetInt64(4);
        if (!documents.TryGetValue(document, out StoredFacts? facts))
        {
            facts = StoredFacts.TryRead(row.GetFieldValue<byte[]>(5), row.GetFieldValue<byte[]>(6), row.GetFieldValue<byte[]>(7));
            documents[document] = facts;
        }

        TextRange section = new(row.GetInt32(12), row.GetInt32(13));
        TextSection? paged = null;
        if (!row.IsDBNull(16))
        {
            if (!sections.TryGetValue(document, out TextSection[]? all))
            {
                sections[document] = all = StorageJson.ReadSections(row.GetFieldValue<byte[]>(16));
            }

            paged = Array.Find(all, candidate => candidate.Body == section);
        }

        return new Row(
            row.GetInt64(0),
            row.GetString(1),
            row.GetInt64(2),
            row.GetString(3),
            facts,
            row.GetInt32(8),
            row.GetNullableInt32(9),
            new TextRange(row.GetInt32(10), row.GetInt32(11)),
            section,
            paged,
            row.GetFieldValue<byte[]>(14),
            row.IsDBNull(15) ? [] : row.GetFieldValue<byte[]>(15));
    }

    private StoredPassage? Check(DbConnection connection, Row row)
    {
        string? text = TextEncoding.GetString(row.Slice);
        if (text is null
            || text.Length != row.Range.Length
            || row.Facts is not { } facts
            || row.Heading < 0
            || row.Heading >= facts.Headings.Length
            || !TextEncoding.HashOf(EncodedText.Compose(facts.Attributes.Title ?? "", facts.Headings[row.Heading], text)).AsSpan().SequenceEqual(row.EncodedHash))
        {
            logger.LogError("Passage {PassageId} is withheld: its words no longer match its hash. Ingest document {DocumentId} again.", row.Id, row.DocumentId);
            return null;
        }

        if (!IsVerified(connection, row.Text, row.Version))
        {
            return null;
        }

        return new StoredPassage
        {
            PassageId = row.Id,
            DocumentId = row.DocumentId,
            DocumentVersion = row.Version,
            Attributes = facts.Attributes,
            Section = facts.Headings[row.Heading],
            Page = row.Page,
            PagedSection = row.PagedSection,
            Range = row.Range,
            Text = text,
            SectionRange = row.SectionRange,
        };
    }

    private bool IsVerified(DbConnection connection, long text, string version)
    {
        if (_verified.ContainsKey(text))
        {
            return true;
        }

        string? actual = connection.First(
            "SELECT parser, content FROM texts WHERE key = @text",
            row => TextEncoding.VersionOf(row.GetString(0), row.GetFieldValue<byte[]>(1)),
            ("@text", text));
        if (actual != version)
        {
            logger.LogError("The text {Version} is withheld: it no longer matches its hash. Ingest its documents again.", version);
            return false;
        }

        if (_verified.Count >= MostVerified)
        {
            _verified.Clear();
        }

        // Text keys are never reused, so what is known of one stays true when it is purged.
        _verified[text] = true;
        return true;
    }

    private sealed record Row(
        long Id,
        string DocumentId,
        long Text,
        string Version,
        StoredFacts? Facts,
        int Heading,
        int? Page,
        TextRange Range,
        TextRange SectionRange,
        TextSection? PagedSection,
        byte[] EncodedHash,
        byte[] Slice);
}
