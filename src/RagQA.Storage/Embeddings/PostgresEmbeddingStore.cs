using System.Data.Common;

namespace RagQA.Storage;

/// <summary>Embeddings in PostgreSQL. A call is one statement whatever the number of keys: every statement is a journey.</summary>
public sealed class PostgresEmbeddingStore : IEmbeddingStore
{
    // Vectors of an encoder are all of one length; the first decides. Numbers do not compress.
    private const string First = """
        CREATE TABLE encoders (
            key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            sha256 TEXT COLLATE "C" NOT NULL UNIQUE,
            vector_bytes INTEGER NOT NULL);
        CREATE TABLE embeddings (
            encoded_hash BYTEA NOT NULL,
            encoder BIGINT NOT NULL REFERENCES encoders(key),
            vector BYTEA NOT NULL,
            vector_hash BYTEA NOT NULL,
            PRIMARY KEY (encoded_hash, encoder));
        ALTER TABLE embeddings ALTER COLUMN vector SET STORAGE EXTERNAL
        """;

    private static readonly PostgresComponent Component = new("embeddings", [First], ["embeddings"]);

    private readonly PostgresDatabase _database;

    private PostgresEmbeddingStore(PostgresDatabase database) => _database = database;

    /// <summary>Opens the store, or makes its tables.</summary>
    /// <exception cref="RagQAException">The server is away (unavailable), or a newer program wrote the tables (invalid).</exception>
    public static async Task<PostgresEmbeddingStore> OpenAsync(PostgresConnections connections, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connections);
        return new PostgresEmbeddingStore(await PostgresDatabase.OpenAsync(connections, Component, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public Task<byte[]?[]> GetManyAsync(string encoder, IReadOnlyList<byte[]> keys, CancellationToken cancellationToken = default)
    {
        EmbeddingRules.CheckEncoder(encoder);
        EmbeddingRules.CheckKeys(keys);
        return _database.ReadAsync(connection => GetMany(connection, encoder, keys), cancellationToken);
    }

    /// <inheritdoc/>
    public Task PutManyAsync(string encoder, IReadOnlyList<EmbeddingItem> items, CancellationToken cancellationToken = default)
    {
        EmbeddingRules.CheckEncoder(encoder);
        ArgumentNullException.ThrowIfNull(items);
        if (items.Count == 0)
        {
            return Task.CompletedTask;
        }

        int bytes = EmbeddingRules.CheckItems(items);

        // A statement may touch a row once only, and writers that take rows in one order never wait for each other in a circle.
        EmbeddingItem[] rows = [.. items.Reverse().DistinctBy(item => Convert.ToHexString(item.Key)).OrderBy(item => Convert.ToHexString(item.Key), StringComparer.Ordinal)];
        return _database.WriteAsync(connection => PutMany(connection, encoder, rows, bytes), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(IReadOnlyList<byte[]> keys, CancellationToken cancellationToken = default)
    {
        EmbeddingRules.CheckKeys(keys);
        if (keys.Count > 0)
        {
            await _database.WriteAsync(connection => connection.Execute("DELETE FROM embeddings WHERE encoded_hash = ANY(@keys)", ("@keys", keys.ToArray())), cancellationToken).ConfigureAwait(false);

            // An embedding tells much about its text, so its space has to be given free as well.
            await _database.ReleaseErasedAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task DeleteEncoderAsync(string encoder, CancellationToken cancellationToken = default)
    {
        EmbeddingRules.CheckEncoder(encoder);
        await _database.WriteAsync(
            connection => connection.Execute("DELETE FROM embeddings USING encoders WHERE encoders.key = embeddings.encoder AND sha256 = @encoder", ("@encoder", encoder)),
            cancellationToken).ConfigureAwait(false);
        await _database.ReleaseErasedAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<byte[][]> ListKeysAsync(byte[]? after, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return _database.ReadAsync<byte[][]>(
            connection =>
            [
                .. connection.Query(
                    "SELECT DISTINCT encoded_hash FROM embeddings WHERE encoded_hash > @after ORDER BY encoded_hash LIMIT @limit",
                    row => row.GetFieldValue<byte[]>(0),
                    ("@after", after ?? []),
                    ("@limit", limit)),
            ],
            cancellationToken);
    }

    /// <summary>Nothing: every vector is compared with its hash when it is read, and one that is wrong counts as missing.</summary>
    public Task<IReadOnlyList<VerificationFinding>> VerifyAsync(bool repair, CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<VerificationFinding>>([]);

    /// <inheritdoc/>
    public Task BackUpAsync(string path, CancellationToken cancellationToken = default) => _database.BackUpAsync(path, cancellationToken);

    /// <inheritdoc/>
    public Task<long> CountAsync(string encoder, CancellationToken cancellationToken = default)
    {
        EmbeddingRules.CheckEncoder(encoder);
        return _database.ReadAsync(
            connection => connection.Scalar<long>("SELECT count(*) FROM embeddings JOIN encoders ON encoders.key = embeddings.encoder WHERE sha256 = @encoder", ("@encoder", encoder)),
            cancellationToken);
    }

    /// <summary>Leaves the connections open: they belong to all stores.</summary>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static byte[]?[] GetMany(DbConnection connection, string encoder, IReadOnlyList<byte[]> keys)
    {
        // A vector of another length or hash is not as it was written; it counts as missing and is encoded again.
        byte[]?[] vectors = new byte[]?[keys.Count];
        foreach ((long place, byte[] vector, byte[] hash) in connection.Query(
            """
            SELECT asked.place, vector, vector_hash FROM unnest(@keys) WITH ORDINALITY AS asked(key, place)
            JOIN embeddings ON embeddings.encoded_hash = asked.key JOIN encoders ON encoders.key = embeddings.encoder
            WHERE sha256 = @encoder AND length(vector) = vector_bytes
            """,
            row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2)),
            ("@keys", keys.ToArray()),
            ("@encoder", encoder)))
        {
            vectors[place - 1] = EmbeddingRules.HashOf(vector).AsSpan().SequenceEqual(hash) ? vector : null;
        }

        return vectors;
    }

    private static int PutMany(DbConnection connection, string encoder, EmbeddingItem[] items, int bytes)
    {
        connection.Execute("INSERT INTO encoders (sha256, vector_bytes) VALUES (@encoder, @bytes) ON CONFLICT DO NOTHING", ("@encoder", encoder), ("@bytes", bytes));
        (long key, int expected) = connection.First(
            "SELECT key, vector_bytes FROM encoders WHERE sha256 = @encoder",
            row => (row.GetInt64(0), row.GetInt32(1)),
            ("@encoder", encoder));
        EmbeddingRules.CheckLength(bytes, expected);
        return connection.Execute(
            """
            INSERT INTO embeddings (encoded_hash, encoder, vector, vector_hash)
            SELECT item.key, @encoder, item.vector, item.hash FROM unnest(@keys, @vectors, @hashes) AS item(key, vector, hash)
            ON CONFLICT (encoded_hash, encoder) DO UPDATE SET vector = excluded.vector, vector_hash = excluded.vector_hash
            """,
            ("@encoder", key),
            ("@keys", Array.ConvertAll(items, item => item.Key)),
            ("@vectors", Array.ConvertAll(items, item => item.Vector)),
            ("@hashes", Array.ConvertAll(items, item => EmbeddingRules.HashOf(item.Vector))));
    }
}
