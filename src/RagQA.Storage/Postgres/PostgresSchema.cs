using Npgsql;

namespace RagQA.Storage;

/// <summary>Brings the tables of a store to the schema of this program, forwards only; silos that start together wait for each other.</summary>
internal static class PostgresSchema
{
    // Any number that nothing else in the database takes; part of what processes of different versions agree on.
    private const long MigrationLock = 0x52514173636865;

    /// <summary>Refuses a database that would change characters.</summary>
    public static bool CheckDatabase(NpgsqlDataSource source) => Translated(() =>
    {
        using NpgsqlConnection connection = source.OpenConnection();
        string encoding = connection.Scalar<string>("SHOW server_encoding");
        return encoding == "UTF8" ? true : throw new RagQAException(
            FailureKind.Invalid,
            $"The database is encoded in {encoding}, which cannot hold every character. Make one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.");
    });

    /// <summary>Applies what is missing, all steps in one transaction; returns the version.</summary>
    public static int Migrate(NpgsqlDataSource source, PostgresComponent component) => Translated(() =>
    {
        using NpgsqlConnection connection = source.OpenConnection();
        using NpgsqlTransaction transaction = connection.BeginTransaction();

        // 1. One process at a time; the others wait here and find the work done.
        connection.Execute("SELECT pg_advisory_xact_lock(@lock)", ("@lock", MigrationLock));
        connection.Execute("CREATE TABLE IF NOT EXISTS ragqa_schema (component TEXT PRIMARY KEY, version INTEGER NOT NULL)");
        int version = connection.First("SELECT version FROM ragqa_schema WHERE component = @name", row => row.GetInt32(0), ("@name", component.Name));

        // 2. Is it not newer than this program? An older program would not know what it destroys.
        if (version > component.Migrations.Count)
        {
            throw new RagQAException(
                FailureKind.Invalid,
                $"The {component.Name} tables in PostgreSQL were written by a newer RagQA (schema {version}; this program knows up to {component.Migrations.Count}). Start that version, or restore a backup made before the update.");
        }

        // 3. What is missing.
        for (int next = version; next < component.Migrations.Count; next++)
        {
            connection.Execute(component.Migrations[next]);
        }

        connection.Execute(
            "INSERT INTO ragqa_schema (component, version) VALUES (@name, @version) ON CONFLICT (component) DO UPDATE SET version = excluded.version WHERE ragqa_schema.version < excluded.version",
            ("@name", component.Name),
            ("@version", component.Migrations.Count));
        transaction.Commit();
        return component.Migrations.Count;
    });

    private static T Translated<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (NpgsqlException e) when (PostgresFailure.Translate(e) is { } failure)
        {
            throw failure;
        }
    }
}
