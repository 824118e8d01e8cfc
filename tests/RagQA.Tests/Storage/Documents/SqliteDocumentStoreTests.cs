using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>What concerns the files: damage, crashes, other versions.</summary>
public sealed class SqliteDocumentStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ErrorLog _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_NewerSchema_IsRefusedAndLeftAlone()
    {
        await using (await OpenAsync())
        {
        }

        ChangeByHand("PRAGMA user_version = 999");
        RagQAException failure = await Assert.ThrowsAsync<RagQAException>(() => OpenAsync());
        Assert.Equal(FailureKind.Invalid, failure.Kind);
        Assert.Contains("newer RagQA (schema 999", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_FileOfBeforeGenerations_HasOneForEveryCollection()
    {
        string collection = await MakeAsync(SampleDocuments.Make("d", "One. Two."));
        ChangeByHand("DROP TABLE generations; PRAGMA user_version = 3");
        await using SqliteDocumentStore store = await OpenAsync();
        Generation only = Assert.Single(await store.ListGenerationsAsync(collection, Token));
        Assert.Equal((1, "", 4, GenerationState.Active), (only.Number, only.Encoder, only.Partitions, only.State));
        Assert.Equal("", (await store.GetCollectionByIdAsync(collection, Token))!.Encoder);
    }

    [Fact]
    public async Task Open_AnotherProgramsDatabase_IsRefused()
    {
        ChangeByHand("CREATE TABLE theirs (a)");
        Assert.Equal(FailureKind.Invalid, (await Assert.ThrowsAsync<RagQAException>(() => OpenAsync())).Kind);
    }

    [Fact]
    public async Task Open_NoDatabase_SaysThatItIsDamaged()
    {
        await File.WriteAllTextAsync(_folder.File(SqliteDocumentStore.FileName), new string('x', 10_000), Token);
        RagQAException failure = await Assert.ThrowsAsync<RagQAException>(() => OpenAsync());
        Assert.Equal(FailureKind.Unavailable, failure.Kind);
        Assert.Contains("is damaged", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_PagesOverwritten_SaysThatItIsDamaged()
    {
        string collection = await MakeAsync(SampleDocuments.Make("d", "One. Two."));
        using (FileStream file = File.OpenWrite(_folder.File(SqliteDocumentStore.FileName)))
        {
            file.Seek(4096, SeekOrigin.Begin);
            file.Write(Enumerable.Repeat((byte)0xA5, (int)file.Length - 4096).ToArray());
        }

        RagQAException failure = await Assert.ThrowsAsync<RagQAException>(async () =>
        {
            await using SqliteDocumentStore store = await OpenAsync();
            await store.GetDocumentAsync(collection, "d", Token);
        });
        Assert.Equal(FailureKind.Unavailable, failure.Kind);
    }

    [Theory]
    [InlineData("UPDATE texts SET content = CAST(replace(CAST(content AS TEXT), 'Five', 'Nine') AS BLOB)")]
    [InlineData("UPDATE texts SET content = CAST(replace(CAST(content AS TEXT), 'tail', 'tale') AS BLOB)")]
    [InlineData("UPDATE texts SET content = CAST(x'FF' || substr(content, 2) AS BLOB)")]
    [InlineData("UPDATE texts SET parser = 'other/1'")]
    [InlineData("UPDATE passages SET byte_start = byte_start + 1, start = start + 1")]
    [InlineData("UPDATE facts SET headings = CAST('[\"Contraindications\"]' AS BLOB)")]
    [InlineData("UPDATE facts SET attributes = CAST(replace(CAST(attributes AS TEXT), 'Title', 'Other') AS BLOB)")]
    [InlineData("UPDATE facts SET attributes = CAST(replace(CAST(attributes AS TEXT), 'ward', 'labs') AS BLOB)")]
    [InlineData("UPDATE facts SET attributes = x'00'")]
    public async Task ReadPassages_ChangedByHand_AreWithheld(string change)
    {
        DocumentWrite document = SampleDocuments.Make("d", "Five mg. tail", labels: ["ward"]);
        string collection = await MakeAsync(document with { Passages = [document.Passages[0]] });
        ChangeByHand(change);
        await using SqliteDocumentStore store = await OpenAsync();
        Assert.Empty(await store.ReadPassagesAsync(collection, [1], Token));
        string message = Assert.Single(_log.Messages);
        Assert.DoesNotContain("mg", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE texts SET content = CAST(replace(CAST(content AS TEXT), 'Five', 'Nine') AS BLOB)")]
    [InlineData("UPDATE texts SET parser = 'other/1'")]
    [InlineData("UPDATE passages SET byte_start = byte_start + 1")]
    [InlineData("UPDATE passages SET start = start + 1, byte_start = byte_start + 1")]
    [InlineData("UPDATE passages SET heading = 9")]
    [InlineData("UPDATE facts SET attributes = CAST(replace(CAST(attributes AS TEXT), 'ward', 'labs') AS BLOB)")]
    [InlineData("DELETE FROM passages")]
    [InlineData("PRAGMA foreign_keys = OFF; DELETE FROM texts")]
    public async Task Verify_ChangedByHand_NamesTheDocument(string change)
    {
        await MakeAsync(SampleDocuments.Make("d", "Five mg.", labels: ["ward"]));
        ChangeByHand(change);
        await using SqliteDocumentStore store = await OpenAsync();
        IReadOnlyList<VerificationFinding> findings = (await store.VerifyAsync(repair: true, Token)).Findings;
        VerificationFinding finding = Assert.Single(findings, f => f.Document == "d");
        Assert.Equal(("store", "c", false), (finding.Part, finding.Collection, finding.Repaired));
    }

    [Fact]
    public async Task Verify_CountsAndAnIndexChangedByHand_ArePutRight()
    {
        await MakeAsync(SampleDocuments.Make("d", "Five mg."));
        ChangeByHand("UPDATE collections SET documents = 7");
        ChangeByHand("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'ON documents(collection, id)', 'ON documents(id, collection)') WHERE name = 'documents_by_id'");
        await using SqliteDocumentStore store = await OpenAsync();
        IReadOnlyList<VerificationFinding> reported = (await store.VerifyAsync(repair: false, Token)).Findings;
        Assert.Equal(2, reported.Count(f => !f.Repaired));
        Assert.Equal(2, (await store.VerifyAsync(repair: true, Token)).Findings.Count(f => f.Repaired));
        Assert.Empty((await store.VerifyAsync(repair: true, Token)).Findings);
        Assert.Equal(1, (await store.GetCollectionAsync("c", Token))!.Documents);
    }

    [Fact]
    public async Task ReadChanges_TextChangedByHand_LeavesThatPassageOut()
    {
        string collection = await MakeAsync(SampleDocuments.Make("d", "Five mg. Two."));
        ChangeByHand("UPDATE texts SET content = CAST(replace(CAST(content AS TEXT), 'Five', 'Nine') AS BLOB)");
        await using SqliteDocumentStore store = await OpenAsync();
        Assert.Equal("Title.  Two.", Assert.Single(await store.ReadAllChangesAsync(collection)).EncodedText);
        Assert.Single(_log.Messages);
    }

    [Fact]
    public async Task PutDocument_TextChangedByHand_PutsItRightAsANewRevision()
    {
        string collection = await MakeAsync(SampleDocuments.Make("d", "Five mg. Two."));
        ChangeByHand("UPDATE texts SET content = CAST(replace(CAST(content AS TEXT), 'Five', 'Nine') AS BLOB)");
        await using SqliteDocumentStore store = await OpenAsync();
        RagQAException failure = await Assert.ThrowsAsync<RagQAException>(() => store.GetDocumentAsync(collection, "d", Token));
        Assert.Equal(FailureKind.Unavailable, failure.Kind);
        DocumentReceipt receipt = await store.PutDocumentAsync(collection, SampleDocuments.Make("d", "Five mg. Two."), Token);
        Assert.Equal((2L, DocumentState.Updated), (receipt.Revision, receipt.State));
        Assert.Equal("Five mg. Two.", (await store.GetDocumentAsync(collection, "d", Token))!.Text);
        Assert.Equal(2, (await store.ReadAllChangesAsync(collection)).Count);
    }

    [Fact]
    public async Task Crash_WhileWritersAreActive_KeepsAllThatWasAcknowledgedOnce()
    {
        // A log that is only appended to makes a copy of both files what a killed process leaves: whole commits and a torn end.
        await using SqliteDocumentStore store = await OpenAsync(checkpointPages: 0);
        string collection = (await store.CreateCollectionAsync("c", new CollectionInput(), Token)).Id;
        ConcurrentBag<DocumentReceipt> acknowledged = [];
        Task writers = Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(
            async () =>
            {
                for (int i = 0; i < 60; i++)
                {
                    acknowledged.Add(await store.PutDocumentAsync(collection, SampleDocuments.Make($"{writer}/{i % 40}", $"Writer {writer}. Round {i}. Same."), Token));
                }
            },
            Token)));
        int copies = 0;
        do
        {
            DocumentReceipt[] before = [.. acknowledged];
            using TemporaryFolder copy = new();
            foreach (string name in (string[])[SqliteDocumentStore.FileName, SqliteDocumentStore.FileName + "-wal"])
            {
                File.Copy(_folder.File(name), copy.File(name));
            }

            await CheckCopyAsync(copy, collection, before);
            copies++;
        }
        while (!writers.IsCompleted);

        await writers;
        Assert.InRange(copies, 2, int.MaxValue);
        Assert.Equal(480, await store.GetRevisionAsync(collection, Token));
    }

    private static async Task CheckCopyAsync(TemporaryFolder copy, string collection, DocumentReceipt[] acknowledged)
    {
        await using SqliteEmbeddingStore embeddings = await SqliteEmbeddingStore.OpenAsync(new EmbeddingStoreOptions { Directory = copy.Path }, Token);
        await using SqliteDocumentStore store = await SqliteDocumentStore.OpenAsync(new DocumentStoreOptions { Directory = copy.Path }, embeddings, cancellationToken: Token);
        CollectionDescription description = (await store.GetCollectionByIdAsync(collection, Token))!;
        Dictionary<string, DocumentDescription> documents = (await store.ListDocumentsAsync(collection, null, 1000, Token)).ToDictionary(d => d.Id);
        Assert.All(acknowledged, receipt => Assert.InRange(documents[receipt.Id].Revision, receipt.Revision, description.Revision));
        List<PassageChange> passages = await store.ReadAllChangesAsync(collection);
        Assert.Equal((documents.Count, 3 * documents.Count), (description.Documents, description.Passages));
        Assert.Equal(description.Passages, passages.DistinctBy(p => p.PassageId).Count());
        Assert.All(passages.GroupBy(p => p.DocumentId), group => Assert.Equal(3, group.Count()));
        Assert.Equal(1 + description.Revision, (await store.PutDocumentAsync(collection, SampleDocuments.Make("after", "One."), Token)).Revision);
    }

    private async Task<string> MakeAsync(DocumentWrite document)
    {
        await using SqliteDocumentStore store = await OpenAsync();
        string collection = (await store.CreateCollectionAsync("c", new CollectionInput(), Token)).Id;
        await store.PutDocumentAsync(collection, document, Token);
        return collection;
    }

    private async Task<SqliteDocumentStore> OpenAsync(int checkpointPages = 1000) => await SqliteDocumentStore.OpenAsync(
        new DocumentStoreOptions { Directory = _folder.Path, CheckpointPages = checkpointPages },
        new MemoryEmbeddingStore(),
        logger: _log,
        cancellationToken: Token);

    private void ChangeByHand(string sql)
    {
        using SqliteConnection connection = new($"Data Source={_folder.File(SqliteDocumentStore.FileName)};Pooling=False");
        connection.Open();
        connection.Execute(sql);
    }

    private sealed class ErrorLog : ILogger<SqliteDocumentStore>
    {
        public ConcurrentQueue<string> Messages { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Messages.Enqueue(formatter(state, exception));
    }
}
