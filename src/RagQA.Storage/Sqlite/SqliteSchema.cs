using Microsoft.Data.Sqlite;

namespace RagQA.Storage;

/// <summary>Brings a database file to the schema of this program, forwards only.</summary>
internal static class SqliteSchema
{
    /// <summary>Why a file of a later schema is not touched.</summary>
    public static RagQAException Newer(string path, long version, int known) => new(
        FailureKind.Invalid,
        $"{path} was written by a newer RagQA (schema {version}; this program knows up to {known}). Start that version, or restore a backup made before the update.");

    public static void Migrate(SqliteConnection connection, SqliteFile file)
    {
        // 1. Is it ours? A new file has neither number nor tables.
        long application = connection.Scalar<long>("PRAGMA application_id");
        long version = connection.Scalar<long>("PRAGMA user_version");
        bool isNew = application == 0 && version == 0 && connection.Scalar<long>("SELECT count(*) FROM sqlite_master") == 0;
        if (!isNew && application != file.ApplicationId)
        {
            throw new RagQAException(
                FailureKind.Invalid,
                $"{file.Path} is an SQLite database, but not one that RagQA made. Move it away or choose another data directory.");
        }

        // 2. Is it not newer than this program? An older program would not know what it destroys.
        if (version > file.Migrations.Count)
        {
            throw Newer(file.Path, version, file.Migrations.Count);
        }

        // 3. These go in before the first table, for a file with tables keeps its page size.
        if (isNew)
        {
            connection.Execute($"PRAGMA page_size = {file.PageBytes}");
        }

        connection.Execute("PRAGMA journal_mode = WAL");

        // 4. Each step is one transaction with the number it leads to, so that a crash leaves a whole version.
        for (int next = (int)version; next < file.Migrations.Count; next++)
        {
            connection.Execute($"BEGIN IMMEDIATE; {file.Migrations[next]}; PRAGMA application_id = {file.ApplicationId}; PRAGMA user_version = {next + 1}; COMMIT");
        }
    }
}
