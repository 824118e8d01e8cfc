using System.Security.Cryptography;

namespace RagQA.Storage;

/// <summary>
/// Attributes and headings of a document with the hash they were stored with: access labels that a damaged page or a
/// careless hand changed must not decide who sees what.
/// </summary>
internal sealed class StoredFacts
{
    private StoredFacts(DocumentAttributes attributes, string[] headings)
    {
        Attributes = attributes;
        Headings = headings;
    }

    public DocumentAttributes Attributes { get; }

    public string[] Headings { get; }

    public static byte[] HashOf(byte[] attributes, byte[] headings) => SHA256.HashData([.. SHA256.HashData(attributes), .. SHA256.HashData(headings)]);

    /// <summary>The facts, or null when they do not match their hash.</summary>
    public static StoredFacts? TryRead(byte[] attributes, byte[] headings, byte[] hash) => HashOf(attributes, headings).AsSpan().SequenceEqual(hash)
        ? new StoredFacts(StorageJson.ReadAttributes(attributes), StorageJson.ReadStrings(headings))
        : null;

    /// <summary>The facts of a document that is asked for by itself or in a list.</summary>
    /// <exception cref="RagQAException">They do not match their hash (unavailable).</exception>
    public static StoredFacts Read(string documentId, byte[] attributes, byte[] headings, byte[] hash) => TryRead(attributes, headings, hash) ?? throw Damaged(documentId);

    public static RagQAException Damaged(string documentId) => new(
        FailureKind.Unavailable,
        $"What is stored of document '{documentId}' no longer matches its hash: the database file was damaged or changed by hand. Ingest the document again.");
}
