using Microsoft.Data.Sqlite;

namespace RagQA.Storage;

/// <summary>
/// Removing text for good. Rows of texts and facts are emptied where they lie (<see cref="DocumentSchema"/> says why
/// they are not deleted) and overwritten by <c>secure_delete</c>; the caller empties the log afterwards. The embeddings
/// live in another file, so their keys are noted in the same transaction and deleted after it: a crash in between is
/// made up for when the store opens.
/// </summary>
internal static class DocumentErasure
{
    /// <summary>Removes every version of a document; null when nothing of this id is stored.</summary>
    public static DocumentReceipt? Purge(SqliteConnection connection, string collectionId, string documentId, DateTimeOffset now)
    {
        CollectionRow collection = CollectionRows.Require(connection, collectionId);
        DocumentReceipt? deleted = DocumentChanges.TryDelete(connection, collection, documentId, now);
        int versions = Erase(connection, "collection = $collection AND id = $id", ("$collection", collection.Key), ("$id", documentId));
        if (versions == 0)
        {
            return null;
        }

        // Also what was deleted before takes a revision: it is how the document's partition learns that it has to forget.
        DocumentReceipt receipt = deleted ?? new DocumentReceipt
        {
            Id = documentId,
            Revision = CollectionRows.Advance(connection, collection, documents: 0, passages: 0, now),
            Passages = 0,
            State = DocumentState.Deleted,
        };
        connection.Execute(
            "INSERT INTO erasures (collection, revision, point) VALUES ($collection, $revision, $point)",
            ("$collection", collection.Key),
            ("$revision", receipt.Revision),
            ("$point", unchecked((long)PartitionHash.PointOf(documentId))));
        return receipt;
    }

    /// <summary>Those of the keys that no passage has, live or removed.</summary>
    public static byte[][] FindUnused(SqliteConnection connection, IReadOnlyList<byte[]> keys)
    {
        using SqliteCommand find = connection.Prepare("SELECT EXISTS (SELECT 1 FROM passages WHERE encoded_hash = $hash)");
        SqliteParameter hash = find.Parameters.Add("$hash", SqliteType.Blob);
        return [.. keys.Where(key =>
        {
            hash.Value = key;
            return (long)find.ExecuteScalar()! == 0;
        })];
    }

    /// <summary>Removes a collection; false when there is none of this name.</summary>
    public static bool DeleteCollection(SqliteConnection connection, string name)
    {
        if (connection.First<(long, string)?>("SELECT key, id FROM collections WHERE name = $name", row => (row.GetInt64(0), row.GetString(1)), ("$name", name)) is not { } found)
        {
            return false;
        }

        (long collection, string id) = found;
        Erase(connection, "collection = $collection", ("$collection", collection));
        connection.Execute("DELETE FROM tombstones WHERE collection = $collection", ("$collection", collection));
        connection.Execute("DELETE FROM erasures WHERE collection = $collection", ("$collection", collection));

        // A job that still runs has to be able to say why it ends, so its row stays; its paths may name patients.
        connection.Execute("DELETE FROM job_items WHERE job IN (SELECT key FROM jobs WHERE collection_id = $id)", ("$id", id));
        connection.Execute("UPDATE jobs SET paths = '[]' WHERE collection_id = $id", ("$id", id));
        connection.Execute("DELETE FROM collections WHERE key = $collection", ("$collection", collection));
        return true;
    }

    /// <summary>Empties a text; it can be found no more.</summary>
    public static void EraseText(SqliteConnection connection, long text) =>
        connection.Execute("UPDATE texts SET version = NULL, parser = '', content = x'' WHERE key = $text", ("$text", text));

    /// <summary>Keys of embeddings that have to go and have not gone yet, some at a time.</summary>
    public static List<byte[]> PendingEmbeddings(SqliteConnection connection, int limit) => connection.Query(
        "SELECT encoded_hash FROM embedding_removals LIMIT $limit",
        row => row.GetFieldValue<byte[]>(0),
        ("$limit", limit));

    public static int ForgetEmbeddings(SqliteConnection connection, IReadOnlyList<byte[]> keys)
    {
        using SqliteCommand delete = connection.Prepare("DELETE FROM embedding_removals WHERE encoded_hash = $hash");
        SqliteParameter hash = delete.Parameters.Add("$hash", SqliteType.Blob);
        foreach (byte[] key in keys)
        {
            hash.Value = key;
            delete.ExecuteNonQuery();
        }

        return keys.Count;
    }

    // The documents are chosen by a condition on their table; returns how many there were.
    private static int Erase(SqliteConnection connection, string condition, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        string documents = $"(SELECT key FROM documents WHERE {condition})";
        connection.Execute($"INSERT OR IGNORE INTO embedding_removals SELECT DISTINCT encoded_hash FROM passages WHERE document IN {documents}", parameters);
        connection.Execute($"DELETE FROM passages WHERE document IN {documents}", parameters);
        connection.Execute("DELETE FROM embedding_removals WHERE EXISTS (SELECT 1 FROM passages WHERE passages.encoded_hash = embedding_removals.encoded_hash)");
        List<long> texts = connection.Query($"SELECT DISTINCT text FROM documents WHERE {condition}", row => row.GetInt64(0), parameters);
        connection.Execute($"UPDATE facts SET attributes = x'', sections = x'', flags = x'', headings = x'', hash = x'' WHERE document IN {documents}", parameters);
        int count = connection.Execute($"DELETE FROM documents WHERE {condition}", parameters);
        foreach (long text in texts)
        {
            if (connection.Scalar<long>("SELECT EXISTS (SELECT 1 FROM documents WHERE text = $text)", ("$text", text)) == 0)
            {
                EraseText(connection, text);
            }
        }

        return count;
    }
}
