using Microsoft.Data.Sqlite;

namespace RagQA.Storage;

/// <summary>Reading live documents.</summary>
internal static class DocumentRows
{
    private const string Columns = "documents.id, texts.version, attributes, passages, text_length, revision, ingested_at, texts.parser, flags";
    private const string Source = "documents JOIN texts ON texts.key = documents.text";

    public static DocumentText? Find(SqliteConnection connection, string collectionId, string documentId)
    {
        CollectionRow collection = CollectionRows.Require(connection, collectionId);
        (DocumentDescription Document, string Sections, byte[] Content)? found = connection.First<(DocumentDescription, string, byte[])?>(
            $"SELECT {Columns}, sections, texts.content FROM {Source} WHERE collection = $collection AND documents.id = $id AND removed IS NULL",
            row => (Read(row), row.GetString(9), row.GetFieldValue<byte[]>(10)),
            ("$collection", collection.Key),
            ("$id", documentId));
        if (found is not { } stored)
        {
            return null;
        }

        string? text = TextEncoding.VersionOf(stored.Document.Parser, stored.Content) == stored.Document.Version ? TextEncoding.GetString(stored.Content) : null;
        return text is null
            ? throw new RagQAException(FailureKind.Unavailable, $"The stored text of document '{documentId}' no longer matches its hash: the database file was damaged or changed by hand. Ingest the document again.")
            : new DocumentText { Document = stored.Document, Text = text, Sections = StorageJson.ReadSections(stored.Sections) };
    }

    public static DocumentDescription[] List(SqliteConnection connection, string collectionId, string? after, int limit)
    {
        CollectionRow collection = CollectionRows.Require(connection, collectionId);
        return [.. connection.Query(
            $"SELECT {Columns} FROM {Source} WHERE collection = $collection AND removed IS NULL AND documents.id > $after ORDER BY documents.id LIMIT $limit",
            Read,
            ("$collection", collection.Key),
            ("$after", after ?? ""),
            ("$limit", limit))];
    }

    private static DocumentDescription Read(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Version = row.GetString(1),
        Attributes = StorageJson.ReadAttributes(row.GetString(2)),
        Passages = row.GetInt32(3),
        TextLength = row.GetInt32(4),
        Revision = row.GetInt64(5),
        IngestedAt = row.GetMoment(6),
        Parser = row.GetString(7),
        Flags = StorageJson.ReadStrings(row.GetString(8)),
    };
}
