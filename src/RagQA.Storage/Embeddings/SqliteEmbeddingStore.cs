using System.Data.Common;

namespace RagQA.Storage;

/// <summary>Embeddings in one SQLite file, <c>embeddings.db</c>.</summary>
public sealed class SqliteEmbeddingStore : IEmbeddingStore
{
    /// <summary>Name of the file in the data directory.</summary>
    public const string FileName = "embeddings.db";

    // "RQAe" in ASCII.
    private const int ApplicationId = 0x52514165;

    // Vectors of an encoder are all of one length; the first decides. Rows are appended and emptied, never deleted:
    // DocumentSchema says why.
    private const string First = """
        CREATE TABLE encoders (
            key INTEGER PRIMARY KEY AUTOINCREMENT,
            sha256 TEXT NOT NULL UNIQUE,
            vector_bytes INTEGER NOT NULL) STRICT;
        CREATE TABLE embeddings (
            encoder INTEGER NOT NULL REFERENCES encoders(key),
            encoded_hash BLOB NOT NULL,
            vector BLOB NOT NULL,
            erased INTEGER NOT NULL DEFAULT 0) STRICT;
        CREATE UNIQUE INDEX embeddings_by_hash ON embeddings(encoded_hash, encoder) WHERE erased = 0
        """;

    // A damaged vector would not be wrong enough to be noticed in an answer, and wrong all the same.
    private const string Second = "ALTER TABLE embeddings ADD COLUMN vector_hash BLOB";

    private const string Erase = "UPDATE embeddings SET encoded_hash = x'', vector = x'', vector_hash = NULL, erased = 1 WHERE encoded_hash = @hash AND erased = 0";

    internal static readonly IReadOnlyList<string> Migrations = [First, Second];

    private readonly SqliteFile _file;
    private SqliteDatabase _database;

    private SqliteEmbeddingStore(SqliteFile file, SqliteDatabase database)
    {
        _file = file;
        _database = database;
    }

    /// <summary>Opens the file, or makes it; one that is damaged is replaced by an empty one, for embeddings can be made again.</summary>
    /// <exception cref="RagQAException">The file cannot be opened (unavailable), or a newer program or another one wrote it (invalid).</exception>
    public static async Task<SqliteEmbeddingStore> OpenAsync(EmbeddingStoreOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        SqliteFile file = new()
        {
            Path = Path.Combine(Path.GetFullPath(options.Directory), FileName),
            ApplicationId = ApplicationId,
            Migrations = Migrations,
            BusyTimeout = options.BusyTimeout,
            Durable = false,

            // Five vectors of 384 numbers to a page; pages of 4096 bytes would hold two and waste a quarter.
            PageBytes = 8192,
        };
        try
        {
            return new SqliteEmbeddingStore(file, await SqliteDatabase.OpenAsync(file, cancellationToken).ConfigureAwait(false));
        }
        catch (RagQAException damage) when (SqliteFailure.IsDamage(damage))
        {
            SqliteDatabase.Delete(file);
            return new SqliteEmbeddingStore(file, await SqliteDatabase.OpenAsync(file, cancellationToken).ConfigureAwait(false));
        }
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
        return _database.WriteAsync(connection => PutMany(connection, encoder, items, bytes), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(IReadOnlyList<byte[]> keys, CancellationToken cancellationToken = default)
    {
        EmbeddingRules.CheckKeys(keys);
        if (keys.Count == 0)
        {
            return;
        }

        await _database.WriteAsync(connection => Delete(connection, keys), cancellationToken).ConfigureAwait(false);

        // An embedding tells much about its text, so it has to leave the log as well.
        await _database.ReleaseErasedAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task DeleteEncoderAsync(string encoder, CancellationToken cancellationToken = default)
    {
        EmbeddingRules.CheckEncoder(encoder);

        // Some at a time: ingestions come in between.
        while (await _database.WriteAsync(
            connection => connection.Execute(
                """
                UPDATE embeddings SET encoded_hash = x'', vector = x'', vector_hash = NULL, erased = 1 WHERE rowid IN (
                    SELECT embeddings.rowid FROM embeddings JOIN encoders ON encoders.key = embeddings.encoder WHERE sha256 = @encoder AND erased = 0 LIMIT 10000)
                """,
                ("@encoder", encoder)),
            cancellationToken).ConfigureAwait(false) > 0)
        {
        }

        await _database.ReleaseErasedAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<long> CountAsync(string encoder, CancellationToken cancellationToken = default)
    {
        EmbeddingRules.CheckEncoder(encoder);
        return _database.ReadAsync(
            connection => connection.Scalar<long>("SELECT count(*) FROM embeddings JOIN encoders ON encoders.key = embeddings.encoder WHERE sha256 = @encoder AND erased = 0", ("@encoder", encoder)),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<byte[][]> ListKeysAsync(byte[]? after, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return _database.ReadAsync<byte[][]>(
            connection =>
            [
                .. connection.Query(
                    "SELECT DISTINCT encoded_hash FROM embeddings WHERE erased = 0 AND encoded_hash > @after ORDER BY encoded_hash LIMIT @limit",
                    row => row.GetFieldValue<byte[]>(0),
                    ("@after", after ?? []),
                    ("@limit", limit)),
            ],
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VerificationFinding>> VerifyAsync(bool repair, CancellationToken cancellationToken = default)
    {
        string? damage;
        try
        {
            damage = (await _database.FindDamageAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault();
        }
        catch (RagQAException failure) when (SqliteFailure.IsDamage(failure))
        {
            damage = "pages cannot be read";
        }

        if (damage is not null && repair)
        {
            // What runs on the old file meanwhile fails and is tried again by its caller.
            await _database.DisposeAsync().ConfigureAwait(false);
            SqliteDatabase.Delete(_file);
            _database = await SqliteDatabase.OpenAsync(_file, cancellationToken).ConfigureAwait(false);
        }

        return damage is null
            ? []
            : [new VerificationFinding("embeddings", null, null, $"{FileName} is damaged ({damage}); it is replaced and all passages are encoded again.", repair)];
    }

    /// <inheritdoc/>
    public Task BackUpAsync(string path, CancellationToken cancellationToken = default) => _database.BackUpAsync(path, cancellationToken);

    /// <summary>Finishes what was begun and closes the file.</summary>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static byte[]?[] GetMany(DbConnection connection, string encoder, IReadOnlyList<byte[]> keys)
    {
        // A vector of another length or hash is not as it was written; it counts as missing and is encoded again.
        using DbCommand find = connection.Prepare(
            """
            SELECT vector, vector_hash FROM embeddings JOIN encoders ON encoders.key = embeddings.encoder
            WHERE encoded_hash = @hash AND erased = 0 AND sha256 = @encoder AND length(vector) = vector_bytes
            """,
            ("@encoder", encoder));
        DbParameter hash = find.Add("@hash");
        byte[]?[] vectors = new byte[]?[keys.Count];
        for (int i = 0; i < keys.Count; i++)
        {
            hash.Value = keys[i];
            using DbDataReader row = find.ExecuteReader();
            if (row.Read() && row.GetFieldValue<byte[]>(0) is var vector && (row.IsDBNull(1) || EmbeddingRules.HashOf(vector).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(1))))
            {
                vectors[i] = vector;
            }
        }

        return vectors;
    }

    private static int PutMany(DbConnection connection, string encoder, IReadOnlyList<EmbeddingItem> items, int bytes)
    {
        connection.Execute("INSERT INTO encoders (sha256, vector_bytes) VALUES (@encoder, @bytes) ON CONFLICT DO NOTHING", ("@encoder", encoder), ("@bytes", bytes));
        (long key, int expected) = connection.First(
            "SELECT key, vector_bytes FROM encoders WHERE sha256 = @encoder",
            row => (row.GetInt64(0), row.GetInt32(1)),
            ("@encoder", encoder));
        EmbeddingRules.CheckLength(bytes, expected);

        using DbCommand put = connection.Prepare(
            "INSERT INTO embeddings (encoder, encoded_hash, vector, vector_hash) VALUES (@encoder, @hash, @vector, @vectorHash) ON CONFLICT DO NOTHING",
            ("@encoder", key));
        DbParameter hash = put.Add("@hash");
        DbParameter vector = put.Add("@vector");
        DbParameter vectorHash = put.Add("@vectorHash");
        foreach (EmbeddingItem item in items)
        {
            hash.Value = item.Key;
            vector.Value = item.Vector;
            vectorHash.Value = EmbeddingRules.HashOf(item.Vector);
            if (put.ExecuteNonQuery() == 0)
            {
                // A row is never changed but to empty it, so the new vector comes in a row of its own.
                connection.Execute($"{Erase} AND encoder = @encoder", ("@hash", item.Key), ("@encoder", key));
                put.ExecuteNonQuery();
            }
        }

        return items.Count;
    }

    private static int Delete(DbConnection connection, IReadOnlyList<byte[]> keys)
    {
        using DbCommand erase = connection.Prepare(Erase);
        DbParameter hash = erase.Add("@hash");
        foreach (byte[] key in keys)
        {
            hash.Value = key;
            erase.ExecuteNonQuery();
        }

        return keys.Count;
    }
}
