using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace RagQA.Cli.LocalClusters;

/// <summary>A PostgreSQL server of our own in a directory, on the loopback address.</summary>
internal sealed class LocalPostgres : IAsyncDisposable
{
    private const string User = "ragqa";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ChildProgram _server;

    private LocalPostgres(ChildProgram server, int port, string connectionString) => (_server, Port, ConnectionString) = (server, port, connectionString);

    public int Port { get; }

    /// <summary>Connection string of the database <c>ragqa</c>, with its password.</summary>
    public string ConnectionString { get; }

    public int Process => _server.Id;

    /// <summary>Starts the server of a directory, making its files when there are none, and waits until it answers.</summary>
    /// <param name="directory">Where <c>data</c>, the log and the password are.</param>
    /// <param name="port">Port on the loopback address.</param>
    /// <param name="durable">False only for tests: commits are not flushed to the disk.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<LocalPostgres> StartAsync(string directory, int port, bool durable, CancellationToken cancellationToken)
    {
        var programs = Programs();
        var (data, log) = (Path.Combine(directory, "data"), Path.Combine(directory, "log"));
        UnixFiles.CreatePrivateDirectory(directory);

        // 1 Files. PostgreSQL refuses to run as root, so then it gets a user of its own, who has to come to the directory.
        string[] asUser = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];
        if (Environment.IsPrivilegedProcess)
        {
            UnixFiles.LetThrough(directory);
            UnixFiles.LetThrough(Path.GetDirectoryName(directory)!);
        }

        var password = PasswordOf(directory);
        if (!File.Exists(Path.Combine(data, "PG_VERSION")))
        {
            Directory.CreateDirectory(data);
            if (Environment.IsPrivilegedProcess)
            {
                await ChildProgram.RunAsync("chown", log, ["chown", "postgres:postgres", data], cancellationToken);
            }

            await ChildProgram.RunAsync("initdb", log, [.. asUser, Path.Combine(programs, "initdb"), "-D", data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-instructions", .. durable ? (string[])[] : ["--no-sync"]], cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(data, "pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n", cancellationToken);

            // Only in single-user mode can the password be set before anybody else on this machine may connect.
            var script = Path.Combine(directory, "password.sql");
            using (var file = UnixFiles.CreatePrivate(script, FileMode.Create))
            {
                file.Write(System.Text.Encoding.ASCII.GetBytes($"ALTER USER {User} PASSWORD '{password}'\nCREATE DATABASE {User}\n"));
            }

            await ChildProgram.RunAsync("postgres", log, ["sh", "-c", "script=$1; shift; exec \"$@\" <\"$script\"", "sh", script, .. asUser, Path.Combine(programs, "postgres"), "--single", "-D", data, "postgres"], cancellationToken);
            File.Delete(script);
        }

        // 2 Server.
        string[] settings =
        [
            "listen_addresses=127.0.0.1", $"port={port.ToString(CultureInfo.InvariantCulture)}", "unix_socket_directories=", "max_connections=200",
            .. durable ? (string[])[] : ["fsync=off", "full_page_writes=off"],
        ];
        var server = ChildProgram.Start("PostgreSQL", log, [.. asUser, Path.Combine(programs, "postgres"), "-D", data, .. settings.SelectMany(setting => new[] { "-c", setting })]);
        var connection = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Username = User, Database = User, Password = password };
        try
        {
            await server.WaitUntilAsync(() => AnswersAsync(connection.ConnectionString, cancellationToken), cancellationToken);
            return new LocalPostgres(server, port, connection.ConnectionString);
        }
        catch
        {
            await server.StopAsync(Signals.Interrupt, Patience);
            server.Dispose();
            throw;
        }
    }

    /// <summary>Ends the server in order: connections are cut, what was committed is on disk.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(Signals.Interrupt, Patience);
        _server.Dispose();
    }

    private static async Task<bool> AnswersAsync(string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static string PasswordOf(string directory)
    {
        var file = Path.Combine(directory, "password");
        if (!File.Exists(file))
        {
            using var stream = UnixFiles.CreatePrivate(file, FileMode.CreateNew);
            stream.Write(System.Text.Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(32, lowercase: true)));
        }

        return File.ReadAllText(file);
    }

    // Debian keeps them apart by version and out of the path.
    private static string Programs() => Directory.Exists("/usr/lib/postgresql")
        && Directory.EnumerateDirectories("/usr/lib/postgresql").Where(version => File.Exists(Path.Combine(version, "bin", "initdb")))
            .MaxBy(version => int.TryParse(Path.GetFileName(version), out var number) ? number : 0) is { } newest
            ? Path.Combine(newest, "bin")
            : throw new RagQAException(FailureKind.Unavailable, "PostgreSQL is not installed. On Debian: apt-get install postgresql.");
}
