using System.Data.Common;
using System.Globalization;

namespace RagQA.Storage;

/// <summary>
/// Removing text for good. Rows of texts and facts are emptied where they lie (<see cref="DocumentSchema"/> says why
/// they are not deleted) and overwritten by <c>secure_delete</c>; the caller empties the log afterwards. The embeddings
/// live in another file or table, so their keys are noted in the same transaction and deleted after it: a crash in between
/// is made up for when the store opens.
/// </summary>
internal static class DocumentErasure
{
    /// <summary>Removes every version of a document; null when nothing of this id is stored.</summary>
    public static DocumentReceipt? Purge(DbConnection connection, string collectionId, string documentId, DateTimeOffset now)
    {
        connection.LockTexts(exclusive: true);
        CollectionRow collection = CollectionRows.RequireForChange(connection, collectionId);
        DocumentReceipt? deleted = DocumentChanges.TryDelete(connection, collection, documentId, now);
        int versions = Erase(connection, "collection = @collection AND id = @id", ("@collection", collection.Key), ("@id", documentId));
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
            "INSERT INTO erasures (collection, revision, point) VALUES (@collection, @revision, @point)",
            ("@collection", collection.Key),
            ("@revision", receipt.Revision),
            ("@point", unchecked((long)PartitionHash.PointOf(documentId))));
        return receipt;
    }

    /// <summary>Those of the keys that no passage has, live or removed.</summary>
    public static byte[][] FindUnused(DbConnection connection, IReadOnlyList<byte[]> keys)
    {
        using DbCommand find = connection.Prepare("SELECT EXISTS (SELECT 1 FROM passages WHERE encoded_hash = @hash)");
        DbParameter hash = find.Add("@hash");
        return [.. keys.Where(key =>
        {
            hash.Value = key;
            return !Convert.ToBoolean(find.ExecuteScalar(), CultureInfo.InvariantCulture);
        })];
    }

    /// <summary>Removes a collection; false when there is none of this name.</summary>
    public static bool DeleteCollection(DbConnection connection, string name)
    {
        connection.LockTexts(exclusive: true);
        if (connection.First<(long, string)?>($"SELECT key, id FROM collections WHERE name = @name {connection.ForChange()}", row => (row.GetInt64(0), row.GetString(1)), ("@name", name)) is not { } found)
        {
            return false;
        }

        (long collection, string id) = found;
        Erase(connection, "collection = @collection", ("@collection", collection));
        connection.Execute("DELETE FROM tombstones WHERE collection = @collection", ("@collection", collection));
        connection.Execute("DELETE FROM erasures WHERE collection = @collection", ("@collection", collection));
        connection.Execute("DELETE FROM generations WHERE collection = @collection", ("@collection", collection));

        // A job that still runs has to be able to say why it ends, so its row stays; its paths may name patients.
        connection.Execute("DELETE FROM job_items WHERE job IN (SELECT key FROM jobs WHERE collection_id = @id)", ("@id", id));
        connection.Execute("UPDATE jobs SET paths = '[]' WHERE collection_id = @id", ("@id", id));
        connection.Execute("DELETE FROM collections WHERE key = @collection", ("@collection", collection));
        return true;
    }

    /// <summary>Empties a text; it can be found no more.</summary>
    public static void EraseText(DbConnection connection, long text) =>
        connection.Execute("UPDATE texts SET version = NULL, parser = '', content = @empty WHERE key = @text", ("@empty", Array.Empty<byte>()), ("@text", text));

    /// <summary>Keys of embeddings that have to go and have not gone yet, some at a time.</summary>
    public static List<byte[]> PendingEmbeddings(DbConnection connection, int limit) => connection.Query(
        "SELECT encoded_hash FROM embedding_removals LIMIT @limit",
        row => row.GetFieldValue<byte[]>(0),
        ("@limit", limit));

    public static int ForgetEmbeddings(DbConnection connection, IReadOnlyList<byte[]> keys)
    {
        using DbCommand delete = connection.Prepare("DELETE FROM embedding_removals WHERE encoded_hash = @hash");
        DbParameter hash = delete.Add("@hash");
        foreach (byte[] key in keys)
        {
            hash.Value = key;
            delete.ExecuteNonQuery();
        }

        return keys.Count;
    }

    // The documents are chosen by a condition on their table; returns how many there were.
    private static int Erase(DbConnection connection, string condition, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        string documents = $"(SELECT key FROM documents WHERE {condition})";
        connection.Execute($"INSERT INTO embedding_removals SELECT DISTINCT encoded_hash FROM passages WHERE document IN {documents} ON CONFLICT DO NOTHING", parameters);
        connection.Execute($"DELETE FROM passages WHERE document IN {documents}", parameters);
        connection.Execute("DELETE FROM embedding_removals WHERE EXISTS (SELECT 1 FROM passages WHERE passages.encoded_hash = embedding_removals.encoded_hash)");
        List<long> texts = connection.Query($"SELECT DISTINCT text FROM documents WHERE {condition}", row => row.GetInt64(0), parameters);
        connection.Execute($"UPDATE facts SET attributes = @empty, sections = @empty, flags = @empty, headings = @empty, hash = @empty WHERE document IN {documents}", [("@empty", Array.Empty<byte>()), .. parameters]);
        int count = connection.Execute($"DELETE FROM documents WHERE {condition}", parameters);
        foreach (long text in texts)
        {
            if (!connection.Scalar<bool>("SELECT EXISTS (SELECT 1 FROM documents WHERE text = @text)", ("@text", text)))
            {
                EraseText(connection, text);
            }
        }

        return count;
    }
}
