using System.Security.Cryptography;
using System.Data.Common;

namespace RagQA.Storage;

/// <summary>Rows of collections.</summary>
internal static class CollectionRows
{
    private const string Columns = """
        key, id, name, kind, partitions, generation, revision, documents, passages, created_at, changed_at, example_questions, replicas,
        (SELECT encoder FROM generations WHERE generations.collection = collections.key AND number = collections.generation)
        """;
    private const string IdLetters = "abcdefghijklmnopqrstuvwxyz234567";
    private const int IdLength = 12;

    public static CollectionDescription Create(DbConnection connection, string name, CollectionInput input, DateTimeOffset now)
    {
        if (Find(connection, "name", name) is { } existing)
        {
            return existing.Kind == input.Kind
                ? WithReplicas(connection, existing, input.Replicas)
                : throw new RagQAException(FailureKind.Conflict, $"There is a collection '{name}' already, and it is a {KindWord(existing.Kind)} collection. Choose another name, or delete that collection first.");
        }

        // 60 random bits hardly ever meet, but grain keys and index folders rely on never.
        string id;
        do
        {
            id = RandomNumberGenerator.GetString(IdLetters, IdLength);
        }
        while (connection.Execute("INSERT INTO collection_ids (id) VALUES (@id) ON CONFLICT DO NOTHING", ("@id", id)) == 0);

        connection.Execute(
            """
            INSERT INTO collections (id, name, kind, partitions, partition_hash, generation, created_at, example_questions, replicas)
            VALUES (@id, @name, @kind, @partitions, @hash, 1, @now, @questions, @replicas)
            """,
            ("@id", id),
            ("@name", name),
            ("@kind", (int)input.Kind),
            ("@partitions", input.Partitions),
            ("@hash", PartitionHash.Name),
            ("@now", now.ToUnixTimeMilliseconds()),
            ("@questions", StorageJson.WriteText(input.ExampleQuestions)),
            ("@replicas", input.Replicas ?? 1));
        GenerationRows.CreateFirst(connection, id);
        return Find(connection, "id", id)!;
    }

    private static CollectionDescription WithReplicas(DbConnection connection, CollectionDescription existing, int? replicas)
    {
        if (replicas is not { } wanted || wanted == existing.Replicas)
        {
            return existing;
        }

        connection.Execute("UPDATE collections SET replicas = @replicas WHERE id = @id", ("@replicas", wanted), ("@id", existing.Id));
        return existing with { Replicas = wanted };
    }

    public static CollectionDescription? Find(DbConnection connection, string column, string value) => connection.First<(long, CollectionDescription)?>(
        $"SELECT {Columns} FROM collections WHERE {column} = @value",
        row => Read(row),
        ("@value", value)) is { } found ? WithSubjects(connection, found) : null;

    public static CollectionDescription[] List(DbConnection connection) =>
        [.. connection.Query($"SELECT {Columns} FROM collections ORDER BY name", Read).Select(row => WithSubjects(connection, row))];

    /// <summary>The row that changes and reads work on.</summary>
    /// <exception cref="RagQAException">There is no collection of this id (not found), or its documents are spread by an unknown rule (invalid).</exception>
    public static CollectionRow Require(DbConnection connection, string collectionId) => Require(connection, collectionId, "");

    /// <summary>As <see cref="Require(DbConnection, string)"/>; no other writer comes to this collection before the end of the transaction.</summary>
    public static CollectionRow RequireForChange(DbConnection connection, string collectionId) => Require(connection, collectionId, connection.ForChange());

    private static CollectionRow Require(DbConnection connection, string collectionId, string locking)
    {
        (CollectionRow Row, string Hash)? found = connection.First<(CollectionRow, string)?>(
            $"SELECT key, kind, revision, partition_hash FROM collections WHERE id = @id {locking}",
            row => (new CollectionRow(row.GetInt64(0), (CollectionKind)row.GetInt32(1), row.GetInt64(2)), row.GetString(3)),
            ("@id", collectionId));
        if (found is not { } collection)
        {
            throw new RagQAException(FailureKind.NotFound, $"There is no collection with the internal id '{collectionId}'; it was deleted. List the collections for those there are.");
        }

        return collection.Hash == PartitionHash.Name
            ? collection.Row
            : throw new RagQAException(FailureKind.Invalid, $"Collection '{collectionId}' spreads its documents by '{collection.Hash}', which this program does not know. Start the version of RagQA that made it.");
    }

    /// <summary>Takes the next revision and counts what came with it.</summary>
    public static long Advance(DbConnection connection, CollectionRow collection, int documents, int passages, DateTimeOffset now) => connection.Scalar<long>(
        """
        UPDATE collections SET revision = revision + 1, documents = documents + @documents, passages = passages + @passages, changed_at = @now
        WHERE key = @key RETURNING revision
        """,
        ("@documents", documents),
        ("@passages", passages),
        ("@now", now.ToUnixTimeMilliseconds()),
        ("@key", collection.Key));

    public static string[] Subjects(DbConnection connection, long collection, Principal principal)
    {
        SortedSet<string> subjects = new(StringComparer.Ordinal);

        // Documents of one audience have the same subject and labels, so one of them speaks for all.
        foreach (DocumentAttributes attributes in connection.Query(
            """
            SELECT documents.id, attributes, headings, hash FROM documents JOIN facts ON facts.document = documents.key WHERE key IN (
                SELECT min(key) FROM documents WHERE collection = @collection AND removed IS NULL AND audience IS NOT NULL GROUP BY audience)
            """,
            row => StoredFacts.Read(row.GetString(0), row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2), row.GetFieldValue<byte[]>(3)).Attributes,
            ("@collection", collection)))
        {
            if (attributes.Subject is { } subject && AccessRule.Allows(principal, attributes.AccessLabels))
            {
                subjects.Add(subject);
            }
        }

        return [.. subjects];
    }

    // Subjects are asked for when the row has been read: PostgreSQL answers one question at a time.
    private static CollectionDescription WithSubjects(DbConnection connection, (long Key, CollectionDescription Collection) row) =>
        row.Collection.Kind == CollectionKind.Patient ? row.Collection with { Subjects = Subjects(connection, row.Key, Principal.Local) } : row.Collection;

    private static (long Key, CollectionDescription Collection) Read(DbDataReader row)
    {
        CollectionDescription collection = new()
        {
            Id = row.GetString(1),
            Name = row.GetString(2),
            Kind = (CollectionKind)row.GetInt32(3),
            Partitions = row.GetInt32(4),
            Generation = row.GetInt32(5),
            Revision = row.GetInt64(6),
            Documents = row.GetInt64(7),
            Passages = row.GetInt64(8),
            CreatedAt = row.GetMoment(9),
            ChangedAt = row.GetNullableMoment(10),
            ExampleQuestions = StorageJson.ReadText(row.GetString(11)),
            Replicas = row.GetInt32(12),
            Encoder = row.GetString(13),
        };
        return (row.GetInt64(0), collection);
    }

    private static string KindWord(CollectionKind kind) => kind == CollectionKind.Patient ? "patient" : "reference";
}
