using Microsoft.Extensions.Time.Testing;
using RagQA.Storage;

namespace RagQA.Tests.Storage;

/// <summary>What every history store does.</summary>
public abstract class HistoryStoreContract : IAsyncLifetime
{
    private static readonly DateTimeOffset _noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private protected IHistoryStore Store { get; set; } = null!;

    private protected FakeTimeProvider Time { get; } = new(_noon);

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract Task<IHistoryStore> OpenAsync();

    public virtual async ValueTask InitializeAsync() => Store = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Add_ThenReopen_GivesTheRowAndItsAnswerBack()
    {
        var entry = Entry("ann", "How much adrenaline?", 0) with { Subject = "p1", AnswerText = "500 micrograms", Disagreement = true, Revision = 12 };
        Assert.True(await Store.AddAsync(entry, [1, 2, 3], Token));

        await Store.DisposeAsync();
        Store = await OpenAsync();

        var record = await Store.GetAsync("ann", entry.AnswerId, Token);
        Assert.Equal(entry, record!.Entry);
        Assert.Equal([1, 2, 3], record.Answer);
    }

    [Fact]
    public async Task Add_TheSameAnswerAgain_ChangesNothing()
    {
        var entry = Entry("ann", "first", 0);
        await Store.AddAsync(entry, [1], Token);
        await Store.AddAsync(entry with { Question = "second" }, [2], Token);

        Assert.Equal("first", Assert.Single(await Store.ListAsync("ann", new HistoryQuery(), Token)).Question);
    }

    [Fact]
    public async Task Rows_OfAnotherUser_AreNeitherSeenNorChanged()
    {
        var entry = Entry("ann", "mine", 0);
        await Store.AddAsync(entry, [1], Token);

        Assert.Empty(await Store.ListAsync("bob", new HistoryQuery(), Token));
        Assert.Null(await Store.GetAsync("bob", entry.AnswerId, Token));
        Assert.False(await Store.StarAsync("bob", entry.AnswerId, true, Token));
        Assert.False(await Store.EraseAsync("bob", entry.AnswerId, Token));
        Assert.Equal(0, await Store.EraseAllAsync("bob", Token));
        Assert.Single(await Store.ListAsync("ann", new HistoryQuery(), Token));
    }

    [Fact]
    public async Task List_Always_GivesTheNewestFirstInPages()
    {
        for (var i = 0; i < 7; i++)
        {
            await Store.AddAsync(Entry("ann", $"q{i}", i), [], Token);
        }

        var first = await Store.ListAsync("ann", new HistoryQuery { Limit = 3 }, Token);
        var second = await Store.ListAsync("ann", new HistoryQuery { Limit = 3, Skip = 3 }, Token);

        Assert.Equal(["q6", "q5", "q4"], first.Select(e => e.Question));
        Assert.Equal(["q3", "q2", "q1"], second.Select(e => e.Question));
    }

    [Theory]
    [InlineData("ADREN", new[] { "adrenaline dose" })]
    [InlineData("500", new[] { "adrenaline dose" })]
    [InlineData("100%", new[] { "100% oxygen_mask" })]
    [InlineData("n_m", new[] { "100% oxygen_mask" })]
    [InlineData("%", new[] { "100% oxygen_mask" })]
    [InlineData("  ", new[] { "100% oxygen_mask", "adrenaline dose" })]
    public async Task List_WithText_FindsItWordForWord(string text, string[] expected)
    {
        await Store.AddAsync(Entry("ann", "adrenaline dose", 0) with { AnswerText = "500 micrograms" }, [], Token);
        await Store.AddAsync(Entry("ann", "100% oxygen_mask", 1), [], Token);

        Assert.Equal(expected, (await Store.ListAsync("ann", new HistoryQuery { Text = text }, Token)).Select(e => e.Question));
    }

    [Fact]
    public async Task List_ByStarOutcomeAndTime_KeepsWhatFits()
    {
        await Store.AddAsync(Entry("ann", "answered", 0) with { AnswerText = "yes" }, [], Token);
        var starred = Entry("ann", "starred", 1);
        await Store.AddAsync(starred, [], Token);
        Assert.True(await Store.StarAsync("ann", starred.AnswerId, true, Token));

        Assert.Equal(["starred"], await QuestionsAsync(new HistoryQuery { OnlyStarred = true }));
        Assert.Equal(["answered"], await QuestionsAsync(new HistoryQuery { HasAnswer = true }));
        Assert.Equal(["starred"], await QuestionsAsync(new HistoryQuery { HasAnswer = false }));
        Assert.Equal(["starred"], await QuestionsAsync(new HistoryQuery { From = _noon.AddMinutes(1) }));
        Assert.Equal(["answered"], await QuestionsAsync(new HistoryQuery { Until = _noon.AddMinutes(1) }));
    }

    [Fact]
    public async Task Keep_SwitchedOff_KeepsNothingNewAndLeavesTheOld()
    {
        await Store.AddAsync(Entry("ann", "before", 0), [], Token);
        Assert.True(await Store.IsKeptAsync("ann", Token));

        await Store.KeepAsync("ann", false, Token);

        Assert.False(await Store.IsKeptAsync("ann", Token));
        Assert.False(await Store.AddAsync(Entry("ann", "after", 1), [], Token));
        Assert.True(await Store.AddAsync(Entry("bob", "his own", 1), [], Token));
        Assert.Equal(["before"], await QuestionsAsync(new HistoryQuery()));
    }

    [Fact]
    public async Task EraseAll_OfAUser_TakesRowsAndMessages()
    {
        await Store.AddAsync(Entry("ann", "one", 0), [], Token);
        await Store.AddAsync(Entry("ann", "two", 1), [], Token);
        await Store.AddAsync(Entry("bob", "his", 1), [], Token);
        await Store.GiveFeedbackAsync(Message("ann", FeedbackVerdict.Incorrect), Token);
        await Store.GiveFeedbackAsync(Message("bob", FeedbackVerdict.Unsafe), Token);

        Assert.Equal(2, await Store.EraseAllAsync("ann", Token));

        Assert.Empty(await Store.ListAsync("ann", new HistoryQuery(), Token));
        Assert.Single(await Store.ListAsync("bob", new HistoryQuery(), Token));
        Assert.Equal("bob", Assert.Single(await Store.ListFeedbackAsync(false, 10, Token)).User);
    }

    [Fact]
    public async Task EraseBefore_ATime_TakesWhatIsOlder()
    {
        await Store.AddAsync(Entry("ann", "old", 0), [], Token);
        await Store.AddAsync(Entry("bob", "new", 5), [], Token);

        Assert.Equal(1, await Store.EraseBeforeAsync(_noon.AddMinutes(5), Token));

        Assert.Empty(await Store.ListAsync("ann", new HistoryQuery(), Token));
        Assert.Single(await Store.ListAsync("bob", new HistoryQuery(), Token));
    }

    [Fact]
    public async Task Feedback_GivenAndResolved_LeavesTheOpenList()
    {
        var message = Message("ann", FeedbackVerdict.OutOfDate) with { Comment = "There is a new edition.", DocumentId = "a/b.md" };
        await Store.GiveFeedbackAsync(message, Token);
        await Store.GiveFeedbackAsync(message, Token);
        Assert.Equal(message with { GivenAt = _noon }, Assert.Single(await Store.ListFeedbackAsync(true, 10, Token)));

        Assert.True(await Store.ResolveFeedbackAsync(message.Id, Token));

        Assert.Empty(await Store.ListFeedbackAsync(true, 10, Token));
        Assert.True(Assert.Single(await Store.ListFeedbackAsync(false, 10, Token)).IsResolved);
    }

    [Fact]
    public async Task Feedback_TakenBack_IsGone()
    {
        var message = Message("ann", FeedbackVerdict.Partly);
        await Store.GiveFeedbackAsync(message, Token);

        Assert.False(await Store.WithdrawFeedbackAsync("bob", message.Id, Token));
        Assert.True(await Store.WithdrawFeedbackAsync("ann", message.Id, Token));
        Assert.Empty(await Store.ListFeedbackAsync(false, 10, Token));
    }

    private protected static HistoryEntry Entry(string user, string question, int minute) => new()
    {
        AnswerId = Guid.NewGuid(),
        User = user,
        Collection = "sample",
        Question = question,
        Status = AnswerStatus.Answered,
        AnsweredAt = _noon.AddMinutes(minute),
    };

    private static Feedback Message(string user, FeedbackVerdict verdict) => new()
    {
        Id = Guid.NewGuid(),
        User = user,
        AnswerId = Guid.NewGuid(),
        Collection = "sample",
        Question = "How much?",
        Verdict = verdict,
    };

    private async Task<string[]> QuestionsAsync(HistoryQuery query) => [.. (await Store.ListAsync("ann", query, Token)).Select(e => e.Question)];
}
