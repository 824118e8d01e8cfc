using RagQA.Storage;

namespace RagQA.Tests.Storage;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Write_SomeFail_TakeNoOthersWithThem()
    {
        await using SqliteDatabase database = await OpenAsync();
        Task<int>[] writes = [.. Enumerable.Range(0, 100).Select(i => database.WriteAsync(
            connection =>
            {
                connection.Execute("INSERT INTO t VALUES ($i)", ("$i", i));
                return i % 3 == 0 ? throw new RagQAException(FailureKind.Conflict, "No.") : i;
            },
            Token))];
        int[] failed = [.. (await Task.WhenAll(writes.Select(async (write, i) => await Record.ExceptionAsync(() => write) is null ? -1 : i))).Where(i => i >= 0)];
        Assert.Equal(Enumerable.Range(0, 100).Where(i => i % 3 == 0), failed);
        Assert.Equal(Enumerable.Range(0, 100).Except(failed), await RowsAsync(database));
    }

    [Fact]
    public async Task Write_DiskFull_KeepsExactlyWhatWasAcknowledged()
    {
        await using SqliteDatabase database = await OpenAsync();
        await database.WriteAsync(connection => connection.Scalar<long>("PRAGMA max_page_count = 40"), Token);
        Task<int>[] writes = [.. Enumerable.Range(0, 100).Select(i => database.WriteAsync(connection => connection.Execute("INSERT INTO t VALUES ($i), (zeroblob(5000))", ("$i", i)), Token))];
        Exception?[] errors = await Task.WhenAll(writes.Select(async write => await Record.ExceptionAsync(() => write)));
        Assert.Contains(errors, error => error is not null);
        Assert.All(errors, error => Assert.True(error is null or RagQAException { Kind: FailureKind.Unavailable }));
        Assert.Equal(Enumerable.Range(0, 100).Where(i => errors[i] is null), await RowsAsync(database));
    }

    [Fact]
    public async Task Write_UnderReadersWithoutPause_KeepsTheLogShortAndReadersGoingOn()
    {
        const long Limit = 400_000;
        const int PagesPerChange = 2;
        await using SqliteDatabase database = await OpenAsync(Limit);
        using CancellationTokenSource stop = new();
        int reads = 0;
        Task[] readers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await database.ReadAsync(connection => connection.Scalar<long>("SELECT count(*) FROM t, (SELECT * FROM t LIMIT 300)"), Token);
                Interlocked.Increment(ref reads);
            }
        }, Token))];
        long longest = 0;
        int before = 0;
        for (int round = 0; round < 40; round++)
        {
            before = round == 20 ? Volatile.Read(ref reads) : before;
            await Task.WhenAll(Enumerable.Range(0, 20).Select(i => database.WriteAsync(connection => connection.Execute("INSERT INTO t VALUES (zeroblob($bytes))", ("$bytes", PagesPerChange * 8192)), Token)));
            longest = Math.Max(longest, new FileInfo(_folder.File("test.db-wal")).Length);
        }

        Assert.InRange(Volatile.Read(ref reads), before + 1, int.MaxValue);
        await stop.CancelAsync();
        await Task.WhenAll(readers);
        Assert.InRange(longest, Limit, 6 * Limit);
    }

    [Fact]
    public async Task Write_AfterDisposal_Throws()
    {
        SqliteDatabase database = await OpenAsync();
        Task<int> last = database.WriteAsync(connection => connection.Execute("INSERT INTO t VALUES (1)"), Token);
        await database.DisposeAsync();
        Assert.Equal(1, await last);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => database.WriteAsync(connection => 0, Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => database.ReadAsync(connection => 0, Token));
    }

    [Fact]
    public async Task Open_Anew_SetsTheFileUpAsAsked()
    {
        await using SqliteDatabase database = await OpenAsync();
        Assert.Equal(
            ("wal", 8192L, 2L, 1L, 1L, 1L),
            await database.WriteAsync(
                c => (c.Scalar<string>("PRAGMA journal_mode"), c.Scalar<long>("PRAGMA page_size"), c.Scalar<long>("PRAGMA synchronous"), c.Scalar<long>("PRAGMA secure_delete"), c.Scalar<long>("PRAGMA foreign_keys"), c.Scalar<long>("PRAGMA user_version")),
                Token));
    }

    [Fact]
    public async Task Open_OlderSchema_GoesForwardAndKeepsRows()
    {
        await using (SqliteDatabase database = await OpenAsync())
        {
            await database.WriteAsync(connection => connection.Execute("INSERT INTO t VALUES (7)"), Token);
        }

        await using SqliteDatabase migrated = await OpenAsync("CREATE TABLE t (a)", "ALTER TABLE t ADD COLUMN b DEFAULT 5");
        Assert.Equal(5, await migrated.ReadAsync(connection => connection.Scalar<long>("SELECT b FROM t WHERE a = 7"), Token));
    }

    private static Task<List<int>> RowsAsync(SqliteDatabase database) =>
        database.ReadAsync(connection => connection.Query("SELECT a FROM t WHERE typeof(a) = 'integer' ORDER BY a", row => row.GetInt32(0)), Token);

    private Task<SqliteDatabase> OpenAsync(params string[] migrations) => OpenAsync(64 << 20, migrations);

    private Task<SqliteDatabase> OpenAsync(long logLimit, params string[] migrations) => SqliteDatabase.OpenAsync(
        new SqliteFile
        {
            Path = _folder.File("test.db"),
            ApplicationId = 77,
            Migrations = migrations.Length > 0 ? migrations : ["CREATE TABLE t (a)"],
            BusyTimeout = TimeSpan.FromSeconds(5),
            Durable = true,
            PageBytes = 8192,
            LogLimitBytes = logLimit,
        },
        Token);
}
