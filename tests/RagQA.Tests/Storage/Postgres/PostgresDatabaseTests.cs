using Npgsql;
using RagQA.Cli.LocalClusters;
using RagQA.Server.Hosting;
using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>What several processes do to one database, and what a server does that goes away.</summary>
public sealed class PostgresDatabaseTests(PostgresFixture postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_BySeveralAtOnce_MigratesOnce()
    {
        PostgresOptions options = await postgres.CreateDatabaseAsync();
        Process[] processes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Process.OpenAsync(options)));
        await processes[0].Documents.CreateCollectionAsync("c", new CollectionInput(), Token);
        Assert.Equal("c", Assert.Single(await processes[3].Documents.ListCollectionsAsync(Token)).Name);
        await CloseAsync(processes);
    }

    [Fact]
    public async Task Open_NewerSchema_IsRefused()
    {
        PostgresOptions options = await postgres.CreateDatabaseAsync();
        await CloseAsync(await Process.OpenAsync(options));
        await PostgresFixture.ExecuteAsync(options.ConnectionString, "UPDATE ragqa_schema SET version = 999 WHERE component = 'documents'");
        RagQAException refusal = await Assert.ThrowsAsync<RagQAException>(() => Process.OpenAsync(options));
        Assert.Equal(FailureKind.Invalid, refusal.Kind);
        Assert.Contains("newer RagQA (schema 999", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_ServerAway_IsUnavailableAndNamesNoPassword()
    {
        PostgresOptions options = new() { ConnectionString = "Host=127.0.0.1;Port=1;Username=u;Password=secret;Database=d" };
        RagQAException failure = await Assert.ThrowsAsync<RagQAException>(() => PostgresConnections.OpenAsync(options, Token));
        Assert.Equal(FailureKind.Unavailable, failure.Kind);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutDocument_FromSeveralProcesses_GivesEveryRevisionOnceAndShowsThemInOrder()
    {
        const int Each = 40;
        PostgresOptions options = await postgres.CreateDatabaseAsync();
        Process[] processes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Process.OpenAsync(options)));
        string id = (await processes[0].Documents.CreateCollectionAsync("c", new CollectionInput(), Token)).Id;
        Task<DocumentReceipt[]> writing = Task.WhenAll(processes.SelectMany((process, p) => Enumerable.Range(0, Each).Select(
            i => process.Documents.PutDocumentAsync(id, SampleDocuments.Make($"{p}-{i}", "The same words. In every document."), Token))));

        // A reader that follows the log meanwhile misses nothing: what becomes visible late would have an old revision.
        HashSet<long> seen = [];
        long at = 0;
        bool isOver;
        do
        {
            isOver = writing.IsCompleted;
            await foreach (ChangeBatch batch in processes[2].Documents.ReadChangesAsync(id, at, 0, 1, Token))
            {
                Assert.All(batch.Changes, change => Assert.True(seen.Add(change.PassageId)));
                at = batch.IsLast ? batch.Revision : at;
            }
        }
        while (!isOver);

        Assert.Equal(Enumerable.Range(1, 3 * Each).Select(i => (long)i), (await writing).Select(receipt => receipt.Revision).Order());
        Assert.Equal((3L * Each, 6 * Each), (at, seen.Count));
        await CloseAsync(processes);
    }

    [Fact]
    public async Task PurgeDocument_WhileTheSameTextGoesInElsewhere_NeverLeavesADocumentWithoutIt()
    {
        PostgresOptions options = await postgres.CreateDatabaseAsync();
        Process[] processes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Process.OpenAsync(options)));
        string[] ids = [.. await Task.WhenAll(Enumerable.Range(0, 2).Select(async i => (await processes[i].Documents.CreateCollectionAsync($"c{i}", new CollectionInput(), Token)).Id))];
        for (int round = 0; round < 20; round++)
        {
            DocumentWrite document = SampleDocuments.Make("d", $"Words of round {round}. And more.");
            await processes[0].Documents.PutDocumentAsync(ids[0], document, Token);
            await Task.WhenAll(processes[0].Documents.PurgeDocumentAsync(ids[0], "d", Token), processes[1].Documents.PutDocumentAsync(ids[1], document, Token));
            Assert.Equal(document.Text, (await processes[1].Documents.GetDocumentAsync(ids[1], "d", Token))!.Text);
        }

        await CloseAsync(processes);
    }

    [Fact]
    public async Task PurgeDocument_Always_LeavesNoRowWithItsWordsAndNoDeadRow()
    {
        PostgresOptions options = await postgres.CreateDatabaseAsync();
        Process process = await Process.OpenAsync(options);
        string id = (await process.Documents.CreateCollectionAsync("c", new CollectionInput(), Token)).Id;
        await process.Documents.PutDocumentAsync(id, SampleDocuments.Make("stays", "Heron."), Token);
        await process.Documents.PutDocumentAsync(id, SampleDocuments.Make("goes", "Zebrafinch one.", title: "Zebrafinch"), Token);
        await process.Documents.PutDocumentAsync(id, SampleDocuments.Make("goes", "Zebrafinch two.", title: "Zebrafinch"), Token);
        string encoder = new('a', 64);
        await process.Embeddings.PutManyAsync(encoder, [.. (await process.Documents.ReadAllChangesAsync(id)).Select(c => new EmbeddingItem(c.EncodedHash!, [1, 2, 3, 4]))], Token);
        await process.Documents.PurgeDocumentAsync(id, "goes", Token);

        Assert.Equal(1, await process.Embeddings.CountAsync(encoder, Token));
        await PostgresFixture.ExecuteAsync(options.ConnectionString, "CREATE EXTENSION pgstattuple");
        await using NpgsqlConnection connection = new($"{options.ConnectionString};Pooling=false");
        await connection.OpenAsync(Token);
        foreach (string table in (string[])["texts", "facts", "documents", "passages", "embeddings"])
        {
            Assert.Equal(0, connection.Scalar<long>($"SELECT dead_tuple_count FROM pgstattuple('{table}')"));
        }

        Assert.Equal(1, connection.Scalar<long>("SELECT count(*) FROM texts WHERE position('Heron'::bytea IN content) > 0"));
        Assert.Equal(0, connection.Scalar<long>("SELECT count(*) FROM texts WHERE position('Zebrafinch'::bytea IN content) > 0"));
        Assert.Equal(0, connection.Scalar<long>("SELECT count(*) FROM facts WHERE position('Zebrafinch'::bytea IN attributes) > 0"));
        await CloseAsync(process);
    }

    [Fact]
    public async Task AnyCall_ConnectionsCutMeanwhile_GoesOnWithNewOnes()
    {
        PostgresOptions options = await postgres.CreateDatabaseAsync();
        Process process = await Process.OpenAsync(options);
        string id = (await process.Documents.CreateCollectionAsync("c", new CollectionInput(), Token)).Id;
        await PostgresFixture.ExecuteAsync(options.ConnectionString, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        Assert.Equal(1, (await process.Documents.PutDocumentAsync(id, SampleDocuments.Make("d", "One."), Token)).Revision);
        Assert.Equal(1, await process.Documents.GetRevisionAsync(id, Token));
        await CloseAsync(process);
    }

    [Fact]
    public async Task AnyCall_ServerStopsAndComesBack_IsUnavailableThenWorks()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("ragqa-postgres-");
        int port = FreePorts.Take(1)[0];
        string data = Path.Combine(directory.FullName, "postgres");
        LocalPostgres server = await LocalPostgres.StartAsync(data, port, durable: false, Token);
        Process process = await Process.OpenAsync(new PostgresOptions { ConnectionString = server.ConnectionString });
        string id = (await process.Documents.CreateCollectionAsync("c", new CollectionInput(), Token)).Id;
        await process.Documents.PutDocumentAsync(id, SampleDocuments.Make("d", "One."), Token);
        await server.DisposeAsync();

        RagQAException read = await Assert.ThrowsAsync<RagQAException>(() => process.Documents.GetRevisionAsync(id, Token));
        RagQAException write = await Assert.ThrowsAsync<RagQAException>(() => process.Documents.PutDocumentAsync(id, SampleDocuments.Make("e", "Two."), Token));
        Assert.Equal((FailureKind.Unavailable, true), (read.Kind, read.IsTransient));
        Assert.Equal(FailureKind.Unavailable, write.Kind);

        server = await LocalPostgres.StartAsync(data, port, durable: false, Token);
        Assert.Equal(1, await process.Documents.GetRevisionAsync(id, Token));
        Assert.Equal(2, (await process.Documents.PutDocumentAsync(id, SampleDocuments.Make("e", "Two."), Token)).Revision);
        await CloseAsync(process);
        await server.DisposeAsync();
        directory.Delete(recursive: true);
    }

    private static async Task CloseAsync(params Process[] processes)
    {
        foreach (Process process in processes)
        {
            await process.Connections.DisposeAsync();
        }
    }

    /// <summary>What one process holds: connections of its own.</summary>
    private sealed record Process(PostgresConnections Connections, PostgresEmbeddingStore Embeddings, PostgresDocumentStore Documents)
    {
        public static async Task<Process> OpenAsync(PostgresOptions options)
        {
            PostgresConnections connections = await PostgresConnections.OpenAsync(options, Token);
            try
            {
                PostgresEmbeddingStore embeddings = await PostgresEmbeddingStore.OpenAsync(connections, Token);
                return new Process(connections, embeddings, await PostgresDocumentStore.OpenAsync(connections, embeddings, cancellationToken: Token));
            }
            catch
            {
                await connections.DisposeAsync();
                throw;
            }
        }
    }
}
