using System.Data.Common;

namespace RagQA.Storage;

/// <summary>Documents that somebody should look at.</summary>
internal static class QuarantineRows
{
    public static QuarantinedDocument[] List(DbConnection connection, string collectionId, Principal principal, int limit)
    {
        CollectionRow collection = CollectionRows.Require(connection, collectionId);
        IEnumerable<QuarantinedDocument> failed = principal.SeesEverything ? Failed(connection, collectionId, collection, limit) : [];
        return [.. failed.Concat(Flagged(connection, collection, principal).Take(limit)).OrderBy(document => document.Document, StringComparer.Ordinal).Take(limit)];
    }

    private static List<QuarantinedDocument> Failed(DbConnection connection, string collectionId, CollectionRow collection, int limit) => connection.Query(
        """
        SELECT document, item.reason, jobs.id, jobs.updated_at FROM jobs JOIN job_items item ON item.job = jobs.key
        WHERE jobs.collection_id = @id AND outcome = @failed
            AND NOT EXISTS (
                SELECT 1 FROM jobs later JOIN job_items again ON again.job = later.key AND again.document = item.document
                WHERE later.collection_id = @id AND later.key > jobs.key)
            AND NOT EXISTS (
                SELECT 1 FROM documents
                WHERE collection = @collection AND documents.id = item.document AND removed IS NULL AND ingested_at > jobs.updated_at)
        ORDER BY document LIMIT @limit
        """,
        row => new QuarantinedDocument
        {
            Document = row.GetString(0),
            Failed = true,
            Reasons = [row.GetNullableString(1) ?? ""],
            Job = Guid.ParseExact(row.GetString(2), "D"),
            Since = row.GetMoment(3),
        },
        ("@id", collectionId),
        ("@collection", collection.Key),
        ("@failed", (int)IngestionOutcome.Failed),
        ("@limit", limit));

    private static IEnumerable<QuarantinedDocument> Flagged(DbConnection connection, CollectionRow collection, Principal principal) => connection.Query(
        """
        SELECT id, flags, ingested_at, attributes, headings, hash FROM documents JOIN facts ON facts.document = documents.key
        WHERE collection = @collection AND removed IS NULL AND flags <> @none ORDER BY id
        """,
        row => (
            Document: new QuarantinedDocument
            {
                Document = row.GetString(0),
                Failed = false,
                Reasons = StorageJson.ReadStrings(row.GetFieldValue<byte[]>(1)),
                Since = row.GetMoment(2),
            },
            Facts: StoredFacts.TryRead(row.GetFieldValue<byte[]>(3), row.GetFieldValue<byte[]>(4), row.GetFieldValue<byte[]>(5))),
        ("@none", StorageJson.Write((string[])[])),
        ("@collection", collection.Key))
        .Where(row => row.Facts is { } facts ? AccessRule.Allows(principal, facts.Attributes.AccessLabels) : principal.SeesEverything)
        .Select(row => row.Document);
}
