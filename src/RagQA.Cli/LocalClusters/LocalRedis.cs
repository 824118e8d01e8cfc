using System.Globalization;
using System.Security.Cryptography;
using StackExchange.Redis;

namespace RagQA.Cli.LocalClusters;

/// <summary>A Redis server of our own in a directory, on the loopback address: append-only file on, nothing evicted.</summary>
internal sealed class LocalRedis : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ChildProgram _server;

    private LocalRedis(ChildProgram server, string connectionString) => (_server, ConnectionString) = (server, connectionString);

    /// <summary>StackExchange.Redis connection string with its password.</summary>
    public string ConnectionString { get; }

    public int Process => _server.Id;

    /// <summary>Starts an empty server in a new directory and waits until it answers.</summary>
    public static async Task<LocalRedis> StartAsync(string directory, int port, CancellationToken cancellationToken)
    {
        UnixFiles.CreatePrivateDirectory(directory);
        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var configuration = Path.Combine(directory, "redis.conf");
        await File.WriteAllTextAsync(
            configuration,
            string.Create(CultureInfo.InvariantCulture, $"""
                bind 127.0.0.1
                port {port}
                dir {directory}
                requirepass {password}
                appendonly yes
                appendfsync everysec
                maxmemory-policy noeviction
                save ""
                daemonize no

                """),
            cancellationToken);
        return await StartAgainAsync(directory, string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port},password={password},abortConnect=false"), cancellationToken);
    }

    /// <summary>Starts the server of a directory with the file that it left, and waits until it answers.</summary>
    public static async Task<LocalRedis> StartAgainAsync(string directory, string connectionString, CancellationToken cancellationToken)
    {
        var server = ChildProgram.Start("Redis", Path.Combine(directory, "log"), "redis-server", Path.Combine(directory, "redis.conf"));
        try
        {
            await server.WaitUntilAsync(() => AnswersAsync(connectionString), cancellationToken);
            return new LocalRedis(server, connectionString);
        }
        catch
        {
            await server.StopAsync(Signals.Terminate, Patience);
            server.Dispose();
            throw;
        }
    }

    /// <summary>Ends the server; its file is on disk.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(Signals.Terminate, Patience);
        _server.Dispose();
    }

    private static async Task<bool> AnswersAsync(string connectionString)
    {
        try
        {
            await using var connection = await ConnectionMultiplexer.ConnectAsync($"{connectionString},abortConnect=true,connectRetry=1");
            await connection.GetDatabase().PingAsync();
            return true;
        }
        catch (RedisException)
        {
            return false;
        }
    }
}
