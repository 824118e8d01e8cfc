using System.Data.Common;

namespace RagQA.Storage;

/// <summary>Reading live documents.</summary>
internal static class DocumentRows
{
    private const string Columns = "documents.id, texts.version, attributes, headings, facts.hash, passages, text_length, revision, ingested_at, texts.parser, flags";
    private const string Source = "documents JOIN texts ON texts.key = documents.text JOIN facts ON facts.document = documents.key";

    public static DocumentText? Find(DbConnection connection, string collectionId, string documentId)
    {
        CollectionRow collection = CollectionRows.Require(connection, collectionId);
        (DocumentDescription Document, byte[] Sections, byte[] Content)? found = connection.First<(DocumentDescription, byte[], byte[])?>(
            $"SELECT {Columns}, sections, texts.content FROM {Source} WHERE collection = @collection AND documents.id = @id AND removed IS NULL",
            row => (Read(row), row.GetFieldValue<byte[]>(11), row.GetFieldValue<byte[]>(12)),
            ("@collection", collection.Key),
            ("@id", documentId));
        if (found is not { } stored)
        {
            return null;
        }

        string? text = TextEncoding.VersionOf(stored.Document.Parser, stored.Content) == stored.Document.Version ? TextEncoding.GetString(stored.Content) : null;
        return text is null
            ? throw StoredFacts.Damaged(documentId)
            : new DocumentText { Document = stored.Document, Text = text, Sections = StorageJson.ReadSections(stored.Sections) };
    }

    public static DocumentDescription[] List(DbConnection connection, string collectionId, string? after, int limit)
    {
        CollectionRow collection = CollectionRows.Require(connection, collectionId);
        return [.. connection.Query(
            $"SELECT {Columns} FROM {Source} WHERE collection = @collection AND removed IS NULL AND documents.id > @after ORDER BY documents.id LIMIT @limit",
            Read,
            ("@collection", collection.Key),
            ("@after", after ?? ""),
            ("@limit", limit))];
    }

    private static DocumentDescription Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Version = row.GetString(1),
        Attributes = StoredFacts.Read(row.GetString(0), row.GetFieldValue<byte[]>(2), row.GetFieldValue<byte[]>(3), row.GetFieldValue<byte[]>(4)).Attributes,
        Passages = row.GetInt32(5),
        TextLength = row.GetInt32(6),
        Revision = row.GetInt64(7),
        IngestedAt = row.GetMoment(8),
        Parser = row.GetString(9),
        Flags = StorageJson.ReadStrings(row.GetFieldValue<byte[]>(10)),
    };
}
