using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace RagQA.Storage;

/// <summary>
/// Walks through the changes between two revisions page by page. Rows know when they came and went, so every page is
/// of the same state without one long read transaction, which would keep the log from being emptied for as long as
/// the caller encodes.
/// </summary>
internal sealed class ChangeCursor(string collectionId, long fromRevision, long toRevision, int partition, int partitions, ILogger logger)
{
    /// <summary>Changes in a batch at most.</summary>
    public const int BatchSize = 500;

    // Rows of the other partitions are read as well and left out here; their texts are not.
    private const int RowsAtATime = 2000;

    // Where the next page begins: after this revision and passage.
    private (long Revision, long Passage) _removals = (fromRevision, long.MaxValue);
    private (long Revision, long Passage) _additions = (fromRevision, long.MaxValue);

    // From revision 0 there is nothing that could be taken away.
    private bool _removalsRead = fromRevision == 0;

    // Passages of a document follow one another, so its text is decoded once.
    private Document? _document;

    /// <summary>The next page. One that failed begins again where the one before it ended.</summary>
    public ChangeBatch Next(DbConnection connection)
    {
        (var removals, var additions, bool removalsRead) = (_removals, _additions, _removalsRead);
        try
        {
            return Read(connection);
        }
        catch
        {
            (_removals, _additions, _removalsRead) = (removals, additions, removalsRead);
            throw;
        }
    }

    private ChangeBatch Read(DbConnection connection)
    {
        CollectionRow collection = CollectionRows.Require(connection, collectionId);
        List<PassageChange> changes = new(BatchSize);
        if (!_removalsRead)
        {
            _removalsRead = ReadRemovals(connection, collection, changes);
        }

        bool isLast = _removalsRead && changes.Count < BatchSize && ReadAdditions(connection, collection, changes);
        return new ChangeBatch(changes, toRevision, isLast, isLast && Erases(connection, collection));
    }

    // From revision 0 there is nothing yet that could be forgotten.
    private bool Erases(DbConnection connection, CollectionRow collection) => fromRevision > 0 && connection.Query(
        "SELECT point FROM erasures WHERE collection = @collection AND revision > @from AND revision <= @to",
        row => row.GetInt64(0),
        ("@collection", collection.Key),
        ("@from", fromRevision),
        ("@to", toRevision)).Exists(IsMine);

    // Both return true when they came to the end.
    private bool ReadRemovals(DbConnection connection, CollectionRow collection, List<PassageChange> changes)
    {
        List<(long Revision, long Passage, long Point)> rows;
        do
        {
            rows = connection.Query(
                """
                SELECT removed, passage, point FROM tombstones
                WHERE collection = @collection AND (removed, passage) > (@revision, @passage) AND removed <= @to AND added <= @from
                ORDER BY removed, passage LIMIT @limit
                """,
                row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)),
                ("@collection", collection.Key),
                ("@revision", _removals.Revision),
                ("@passage", _removals.Passage),
                ("@from", fromRevision),
                ("@to", toRevision),
                ("@limit", RowsAtATime));
            foreach ((long revision, long passage, long point) in rows)
            {
                _removals = (revision, passage);
                if (!IsMine(point))
                {
                    continue;
                }

                changes.Add(new PassageChange { Revision = revision, PassageId = passage, Removed = true });
                if (changes.Count == BatchSize)
                {
                    return false;
                }
            }
        }
        while (rows.Count == RowsAtATime);
        return true;
    }

    private bool ReadAdditions(DbConnection connection, CollectionRow collection, List<PassageChange> changes)
    {
        List<Addition> rows;
        do
        {
            rows = connection.Query(
                """
                SELECT added, id, point, document, start, "end", heading, encoded_hash FROM passages
                WHERE collection = @collection AND (added, id) > (@revision, @passage) AND added <= @to AND (removed IS NULL OR removed > @to)
                ORDER BY added, id LIMIT @limit
                """,
                row => new Addition(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt32(4), row.GetInt32(5), row.GetInt32(6), row.GetFieldValue<byte[]>(7)),
                ("@collection", collection.Key),
                ("@revision", _additions.Revision),
                ("@passage", _additions.Passage),
                ("@to", toRevision),
                ("@limit", RowsAtATime));
            foreach (Addition row in rows)
            {
                PassageChange? change = IsMine(row.Point) ? ReadAddition(connection, row) : null;
                _additions = (row.Revision, row.Passage);
                if (change is null)
                {
                    continue;
                }

                changes.Add(change);
                if (changes.Count == BatchSize)
                {
                    return false;
                }
            }
        }
        while (rows.Count == RowsAtATime);
        return true;
    }

    private bool IsMine(long point) => partitions == 1 || PartitionHash.PartitionOf(unchecked((ulong)point), partitions) == partition;

    private PassageChange? ReadAddition(DbConnection connection, Addition row)
    {
        Document document = ReadDocument(connection, row.Document);
        (int start, int end, int heading) = (row.Start, row.End, row.Heading);
        if (document is { Text: { } text, Facts: { } facts } && start >= 0 && start <= end && end <= text.Length && heading >= 0 && heading < facts.Headings.Length)
        {
            string encoded = EncodedText.Compose(facts.Attributes.Title ?? "", facts.Headings[heading], text[start..end]);
            if (TextEncoding.TryHash(encoded) is { } actual && actual.AsSpan().SequenceEqual(row.EncodedHash))
            {
                return new PassageChange
                {
                    Revision = row.Revision,
                    PassageId = row.Passage,
                    Removed = false,
                    DocumentId = document.Id,
                    Attributes = facts.Attributes,
                    EncodedHash = row.EncodedHash,
                    EncodedText = encoded,
                };
            }
        }

        logger.LogError("Passage {PassageId} is not indexed: its words no longer match its hash. Ingest document {DocumentId} again.", row.Passage, document.Id);
        return null;
    }

    private Document ReadDocument(DbConnection connection, long key)
    {
        if (_document?.Key != key)
        {
            _document = connection.First(
                """
                SELECT documents.id, attributes, headings, hash, content
                FROM documents JOIN texts ON texts.key = documents.text JOIN facts ON facts.document = documents.key
                WHERE documents.key = @key
                """,
                row => new Document(
                    key,
                    row.GetString(0),
                    StoredFacts.TryRead(row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2), row.GetFieldValue<byte[]>(3)),
                    TextEncoding.GetString(row.GetFieldValue<byte[]>(4))),
                ("@key", key));
        }

        return _document ?? throw new InvalidOperationException("A passage has no document, although foreign keys are enforced.");
    }

    private sealed record Addition(long Revision, long Passage, long Point, long Document, int Start, int End, int Heading, byte[] EncodedHash);

    private sealed record Document(long Key, string Id, StoredFacts? Facts, string? Text);
}
