using System.Globalization;
using System.Data.Common;

namespace RagQA.Storage;

/// <summary>Short forms of the ADO.NET calls that the stores make.</summary>
internal static class Statements
{
    /// <summary>Runs one or several statements and returns the number of rows they changed.</summary>
    public static int Execute(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        // Not ExecuteNonQuery: SQLite's runs what follows a statement with rows (many a PRAGMA) while it disposes of the reader, and
        // swallows its failures there, that of a COMMIT among them.
        using DbCommand command = Prepare(connection, sql, parameters);
        using DbDataReader reader = command.ExecuteReader();
        do
        {
            while (reader.Read())
            {
            }
        }
        while (reader.NextResult());

        return reader.RecordsAffected;
    }

    /// <summary>First column of the first row; throws when there is none.</summary>
    public static T Scalar<T>(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using DbCommand command = Prepare(connection, sql, parameters);
        object value = command.ExecuteScalar() ?? throw new InvalidOperationException("The statement gave no row.");
        return (T)Convert.ChangeType(value, typeof(T), CultureInfo.InvariantCulture);
    }

    /// <summary>All rows.</summary>
    public static List<T> Query<T>(this DbConnection connection, string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using DbCommand command = Prepare(connection, sql, parameters);
        using DbDataReader reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>The first row, or the default of <typeparamref name="T"/>.</summary>
    public static T? First<T>(this DbConnection connection, string sql, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using DbCommand command = Prepare(connection, sql, parameters);
        using DbDataReader reader = command.ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    /// <summary>A command with its parameters set, to run several times.</summary>
    public static DbCommand Prepare(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a constant of this assembly; values go in as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach ((string name, object? value) in parameters)
        {
            command.Add(name).Value = value ?? DBNull.Value;
        }

        return command;
    }

    /// <summary>Adds a parameter whose value is set before each run.</summary>
    public static DbParameter Add(this DbCommand command, string name)
    {
        DbParameter parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }

    public static int? GetNullableInt32(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    public static string? GetNullableString(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateTimeOffset GetMoment(this DbDataReader reader, int column) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    public static DateTimeOffset? GetNullableMoment(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetMoment(column);
}
