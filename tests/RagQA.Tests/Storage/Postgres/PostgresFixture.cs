using Npgsql;
using RagQA.Cli.LocalClusters;
using RagQA.Server.Hosting;
using RagQA.Storage;
using RagQA.Tests.Storage;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace RagQA.Tests.Storage;

/// <summary>A PostgreSQL server for all tests of a run, started by the first that asks for a database.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private readonly Lazy<Task<LocalPostgres>> _server;
    private DirectoryInfo? _directory;
    private int _databases;

    public PostgresFixture() => _server = new(StartAsync);

    /// <summary>Makes an empty database.</summary>
    public async Task<PostgresOptions> CreateDatabaseAsync()
    {
        var server = await _server.Value;
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(server.ConnectionString, $"CREATE DATABASE {name}");
        return new PostgresOptions { ConnectionString = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name, MinPoolSize = 0 }.ConnectionString, Readers = 3, Writers = 5 };
    }

    /// <summary>Runs a statement outside every store.</summary>
    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync();
#pragma warning disable CA2100 // A constant of a test.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
            _directory!.Delete(recursive: true);
        }
    }

    private Task<LocalPostgres> StartAsync()
    {
        _directory = Directory.CreateTempSubdirectory("ragqa-postgres-");
        return LocalPostgres.StartAsync(Path.Combine(_directory.FullName, "postgres"), FreePorts.Take(1)[0], durable: false, CancellationToken.None);
    }
}
