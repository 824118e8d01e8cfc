using Microsoft.Data.Sqlite;

namespace RagQA.Storage;

/// <summary>What can be told of a store's file without opening the store: works beside a running server.</summary>
/// <param name="SchemaVersion">Version of its schema.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="LogBytes">Size of its write-ahead log.</param>
public sealed record StoreFileState(long SchemaVersion, long Bytes, long LogBytes)
{
    /// <summary>Reads the state of a file of a data directory.</summary>
    /// <exception cref="RagQAException">It is damaged or cannot be read (unavailable), or a newer program wrote it (invalid).</exception>
    public static StoreFileState Read(string directory, string fileName)
    {
        string path = Path.Combine(Path.GetFullPath(directory), fileName);
        try
        {
            using SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            long version = connection.Scalar<long>("PRAGMA user_version");
            int known = fileName switch
            {
                SqliteDocumentStore.FileName => DocumentSchema.Migrations.Count,
                SqliteEmbeddingStore.FileName => SqliteEmbeddingStore.Migrations.Count,
                SqliteHistoryStore.FileName => HistorySchema.Migrations.Count,
                _ => throw new ArgumentException("There is no such store file.", nameof(fileName)),
            };
            FileInfo log = new(path + "-wal");
            return version > known
                ? throw SqliteSchema.Newer(path, version, known)
                : new StoreFileState(version, new FileInfo(path).Length, log.Exists ? log.Length : 0);
        }
        catch (SqliteException e) when (SqliteFailure.Translate(e, path) is { } failure)
        {
            throw failure;
        }
    }
}
