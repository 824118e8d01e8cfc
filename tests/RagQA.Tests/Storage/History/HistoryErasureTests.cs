using System.Text;
using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>A purged document takes the rows with it that quote it.</summary>
public sealed class HistoryErasureTests : IAsyncLifetime
{
    private const string Secret = "zanzibar";

    private readonly TemporaryFolder _folder = new();
    private SqliteHistoryStore _store = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await SqliteHistoryStore.OpenAsync(new HistoryStoreOptions { Directory = _folder.Path }, cancellationToken: Ct);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task EraseDocument_QuotedByARowAmongMany_LeavesNothingOfItInTheFiles()
    {
        var quoting = await AddAsync("letter", $"{Secret} it is");
        await _store.GiveFeedbackAsync(new Feedback { Id = Guid.NewGuid(), User = "ann", AnswerId = quoting, Collection = "wards", Question = "Which?", AnswerText = $"{Secret} it is", Verdict = FeedbackVerdict.Correct }, Ct);
        for (var i = 0; i < 100; i++)
        {
            await AddAsync($"letter-{i}", $"something else {i}");
        }

        Assert.True(Holds(Secret));

        Assert.Equal(1, await _store.EraseDocumentAsync("wards", "letter", Ct));

        Assert.False(Holds(Secret));
        Assert.Null(await _store.GetAsync("ann", quoting, Ct));
        Assert.Empty(await _store.ListFeedbackAsync(onlyOpen: false, 10, Ct));
        Assert.Equal(100, (await _store.ListAsync("ann", new HistoryQuery { Limit = 1000 }, Ct)).Length);
    }

    [Fact]
    public async Task EraseDocument_OfTheSameIdInAnotherCollection_LeavesTheRow()
    {
        await AddAsync("letter", "5 mg");

        Assert.Equal(0, await _store.EraseDocumentAsync("elsewhere", "letter", Ct));
        Assert.Equal(0, await _store.EraseDocumentAsync("wards", "another", Ct));
        Assert.Single(await _store.ListAsync("ann", new HistoryQuery(), Ct));
    }

    [Fact]
    public async Task EraseDocument_MessageOnAnAnswerThatIsNotKept_LosesItsQuotationOnly()
    {
        await _store.GiveFeedbackAsync(
            new Feedback { Id = Guid.NewGuid(), User = "ann", AnswerId = Guid.NewGuid(), Collection = "wards", Question = "Which?", AnswerText = Secret, Comment = "old dose", Verdict = FeedbackVerdict.Incorrect }, Ct);

        await _store.EraseDocumentAsync("wards", "letter", Ct);

        Assert.Equal((null, "old dose"), Assert.Single(await _store.ListFeedbackAsync(onlyOpen: false, 10, Ct)) is var m ? (m.AnswerText, m.Comment) : default);
        Assert.False(Holds(Secret));
    }

    [Fact]
    public async Task EraseDocument_OfAWholeCollection_ErasesItsRowsOnly()
    {
        await AddAsync("letter", "5 mg");
        await AddAsync("letter", "6 mg", collection: "sample");

        Assert.Equal(1, await _store.EraseDocumentAsync("wards", null, Ct));

        Assert.Equal("sample", Assert.Single(await _store.ListAsync("ann", new HistoryQuery(), Ct)).Collection);
    }

    private async Task<Guid> AddAsync(string document, string text, string collection = "wards")
    {
        var id = Guid.NewGuid();
        await _store.AddAsync(
            new HistoryEntry
            {
                AnswerId = id, User = "ann", Collection = collection, Question = "Which?", Status = AnswerStatus.Answered, AnswerText = text, Documents = [document, "another-one"],
                AnsweredAt = new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero),
            },
            [1],
            Ct);
        return id;
    }

    private bool Holds(string text) => Directory.EnumerateFiles(_folder.Path).Any(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
    });
}
