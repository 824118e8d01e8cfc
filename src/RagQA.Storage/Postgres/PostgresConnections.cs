using Npgsql;

namespace RagQA.Storage;

/// <summary>
/// The connections of one process to its database, shared by the stores. Statements run on threads of their own: a server
/// that hangs must not take the thread pool, on which a silo answers the others' probes, with it.
/// </summary>
public sealed class PostgresConnections : IAsyncDisposable
{
    private readonly DedicatedThreads _readers;
    private readonly DedicatedThreads _writers;

    private PostgresConnections(PostgresOptions options)
    {
        NpgsqlConnectionStringBuilder settings = new(options.ConnectionString)
        {
            ApplicationName = "ragqa",
            MaxPoolSize = options.Readers + options.Writers,
            Timeout = Seconds(options.Timeout),
            CommandTimeout = Seconds(options.Timeout),
            CancellationTimeout = -1,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            KeepAlive = 0,

            // Details of an error would quote rows.
            IncludeErrorDetail = false,
        };

        // Acknowledged means on disk, whatever the server's own default is.
        settings.Options = $"{settings.Options} -c synchronous_commit=on".Trim();
        Source = NpgsqlDataSource.Create(settings);
        _readers = new DedicatedThreads("PostgreSQL reader", options.Readers);
        _writers = new DedicatedThreads("PostgreSQL writer", options.Writers);
    }

    internal NpgsqlDataSource Source { get; }

    /// <summary>Connects, and looks whether the database can be used.</summary>
    /// <exception cref="RagQAException">The server cannot be reached (unavailable), refuses (unavailable), or the database is not fit (invalid).</exception>
    public static async Task<PostgresConnections> OpenAsync(PostgresOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        PostgresConnections connections;
        try
        {
            connections = new PostgresConnections(options);
        }
        catch (ArgumentException e)
        {
            // The message of the inner exception may quote the password.
            throw new RagQAException(FailureKind.Invalid, $"The PostgreSQL connection string is wrong ({e.GetType().Name}). It looks like 'Host=db;Database=ragqa;Username=ragqa;Password=…'.");
        }

        try
        {
            await connections.WriteAsync(() => PostgresSchema.CheckDatabase(connections.Source), cancellationToken).ConfigureAwait(false);
            return connections;
        }
        catch
        {
            await connections.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends the threads and closes the connections; the stores are closed before.</summary>
    public async ValueTask DisposeAsync()
    {
        _readers.Dispose();
        _writers.Dispose();
        await Source.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Runs statements on a reader thread; the caller who cancels does not wait for them.</summary>
    internal Task<T> ReadAsync<T>(Func<T> read, CancellationToken cancellationToken) => _readers.RunAsync(read, cancellationToken).WaitAsync(cancellationToken);

    /// <summary>Runs statements on a writer thread; cancelling has an effect only until they begin.</summary>
    internal Task<T> WriteAsync<T>(Func<T> write, CancellationToken cancellationToken) => _writers.RunAsync(write, cancellationToken);

    private static int Seconds(TimeSpan time) => Math.Max(1, (int)time.TotalSeconds);
}
