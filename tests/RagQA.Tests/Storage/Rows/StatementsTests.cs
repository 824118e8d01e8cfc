using Microsoft.Data.Sqlite;
using RagQA.Storage;

namespace RagQA.Tests.Storage.Rows;

public sealed class StatementsTests
{
    [Fact]
    public void Execute_OfAStatementAfterOneWithRows_ShowsItsFailure()
    {
        using SqliteConnection connection = new("Data Source=:memory:");
        connection.Open();

        // Both PRAGMAs give a row.
        Assert.Throws<SqliteException>(() => connection.Execute("PRAGMA busy_timeout = 1000; INSERT INTO nowhere VALUES (1)"));
        Assert.Throws<SqliteException>(() => connection.Execute("BEGIN; PRAGMA user_version; COMMIT; COMMIT"));
    }

    [Fact]
    public void Execute_OfSeveralStatements_CountsTheRowsOfAll()
    {
        using SqliteConnection connection = new("Data Source=:memory:");
        connection.Open();
        connection.Execute("CREATE TABLE t (n INTEGER)");

        Assert.Equal(3, connection.Execute("INSERT INTO t VALUES (1), (2); PRAGMA user_version; UPDATE t SET n = 3 WHERE n = 2"));
        Assert.Equal(3, connection.Scalar<int>("SELECT max(n) FROM t"));
    }
}
