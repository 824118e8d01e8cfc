using System.Data.Common;

namespace RagQA.Storage;

/// <summary>
/// Compares what is stored with its hashes and with itself: 1 as the database itself sees it,
/// 2 every live document with its text, facts and passages, 3 counts. Documents are read one by one, so that no long
/// transaction keeps what was erased from being released.
/// </summary>
internal sealed class DocumentVerification(IStoreDatabase database, bool repair)
{
    private const string IngestAgain = "Ingest the document again.";

    private readonly List<VerificationFinding> _findings = [];
    private long _documents;
    private long _passages;

    public async Task<StoreReport> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            _findings.AddRange(await database.CheckAsync(repair, cancellationToken).ConfigureAwait(false));
            foreach (Collection collection in await database.ReadAsync(Collections, cancellationToken).ConfigureAwait(false))
            {
                await CheckDocumentsAsync(collection, cancellationToken).ConfigureAwait(false);
                await CheckCountsAsync(collection, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (RagQAException failure) when (database.IsDamage(failure))
        {
            _findings.Add(new VerificationFinding("store", null, null, failure.Message, Repaired: false));
        }

        return new StoreReport(_documents, _passages, _findings);
    }

    private async Task CheckDocumentsAsync(Collection collection, CancellationToken cancellationToken)
    {
        long after = 0;
        while (await database.ReadAsync(connection => NextDocument(connection, collection, after), cancellationToken).ConfigureAwait(false) is { } document)
        {
            after = document.Key;
            _documents++;
            _passages += document.Passages;
            if (document.Problem is { } problem)
            {
                _findings.Add(new VerificationFinding("store", collection.Name, document.Id, problem, Repaired: false));
            }
        }
    }

    private async Task CheckCountsAsync(Collection collection, CancellationToken cancellationToken)
    {
        const string Wrong = """
            FROM collections WHERE key = @key AND (
                documents <> (SELECT count(*) FROM documents WHERE collection = @key AND removed IS NULL)
                OR passages <> (SELECT count(*) FROM passages WHERE collection = @key AND removed IS NULL))
            """;
        bool isWrong = await database.ReadAsync(connection => connection.Scalar<long>($"SELECT count(*) {Wrong}", ("@key", collection.Key)) > 0, cancellationToken).ConfigureAwait(false);
        if (isWrong && repair)
        {
            await database.WriteAsync(
                connection => connection.Execute(
                    """
                    UPDATE collections SET
                        documents = (SELECT count(*) FROM documents WHERE collection = @key AND removed IS NULL),
                        passages = (SELECT count(*) FROM passages WHERE collection = @key AND removed IS NULL)
                    WHERE key = @key
                    """,
                    ("@key", collection.Key)),
                cancellationToken).ConfigureAwait(false);
        }

        if (isWrong)
        {
            _findings.Add(new VerificationFinding("store", collection.Name, null, "The numbers of documents and passages are not those that are stored.", repair));
        }
    }

    private static List<Collection> Collections(DbConnection connection) =>
        connection.Query("SELECT key, name FROM collections ORDER BY key", row => new Collection(row.GetInt64(0), row.GetString(1)));

    private static Document? NextDocument(DbConnection connection, Collection collection, long after)
    {
        (long Key, string Id, int Passages, string? Version, string Parser, byte[] Content, StoredFacts? Facts)? found =
            connection.First<(long, string, int, string?, string, byte[], StoredFacts?)?>(
                """
                SELECT documents.key, documents.id, passages, texts.version, texts.parser, texts.content, attributes, headings, facts.hash
                FROM documents LEFT JOIN texts ON texts.key = documents.text LEFT JOIN facts ON facts.document = documents.key
                WHERE documents.key > @after AND collection = @collection AND removed IS NULL ORDER BY documents.key LIMIT 1
                """,
                row => (
                    row.GetInt64(0),
                    row.GetString(1),
                    row.GetInt32(2),
                    row.GetNullableString(3),
                    row.GetNullableString(4) ?? "",
                    row.IsDBNull(5) ? [] : row.GetFieldValue<byte[]>(5),
                    row.IsDBNull(6) ? null : StoredFacts.TryRead(row.GetFieldValue<byte[]>(6), row.GetFieldValue<byte[]>(7), row.GetFieldValue<byte[]>(8))),
                ("@after", after),
                ("@collection", collection.Key));
        if (found is not { } document)
        {
            return null;
        }

        string? text = TextEncoding.GetString(document.Content);
        string? problem =
            text is null || TextEncoding.VersionOf(document.Parser, document.Content) != document.Version ? $"Its text does not match its hash. {IngestAgain}"
            : document.Facts is not { } facts ? $"Its attributes do not match their hash. {IngestAgain}"
            : CheckPassages(connection, document.Key, document.Passages, text, document.Content, facts);
        return new Document(document.Key, document.Id, document.Passages, problem);
    }

    private static string? CheckPassages(DbConnection connection, long document, int expected, string text, byte[] content, StoredFacts facts)
    {
        List<bool> isRight = connection.Query(
            "SELECT start, \"end\", byte_start, byte_length, heading, encoded_hash FROM passages WHERE document = @document AND removed IS NULL",
            row =>
            {
                (int start, int end, int byteStart, int byteLength, int heading) = (row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4));
                return start >= 0 && start < end && end <= text.Length && heading >= 0 && heading < facts.Headings.Length
                    && byteStart >= 0 && byteLength >= 0 && byteStart + byteLength <= content.Length
                    && TextEncoding.GetString(content.AsSpan(byteStart, byteLength)) == text[start..end]
                    && TextEncoding.TryHash(EncodedText.Compose(facts.Attributes.Title ?? "", facts.Headings[heading], text[start..end])) is { } hash
                    && hash.AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(5));
            },
            ("@document", document));
        return isRight.Count != expected ? $"It has {isRight.Count} passages where {expected} went in. {IngestAgain}"
            : isRight.Contains(false) ? $"Passages do not match their hashes. {IngestAgain}"
            : null;
    }

    private sealed record Collection(long Key, string Name);

    private sealed record Document(long Key, string Id, int Passages, string? Problem);
}
