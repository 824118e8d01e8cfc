using RagQA.ClusterTests.Cluster;

namespace RagQA.ClusterTests.Answering;

public sealed class AskTests(ClusterFixture cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ask_WithAnAnswerInTheDocuments_QuotesItWithItsOffsets()
    {
        var collection = await cluster.CollectionAsync(new CollectionInput(), Wards.All);

        var answer = await cluster.Client.AskAsync(Request(collection, Wards.Question("jade")), Ct);

        Assert.Equal(AnswerStatus.Answered, answer.Status);
        var citation = answer.Answers[0].Citations[0];
        Assert.Equal("jade-ward", citation.DocumentId);
        Assert.Contains("19", answer.Answers[0].Text, StringComparison.Ordinal);
        var document = await cluster.Client.GetDocumentAsync(collection.Name, "jade-ward", Principal.Local, Ct);
        Assert.Equal(answer.Answers[0].Text, document.Text[citation.Start..citation.End]);
        Assert.Equal(citation.Sentence, document.Text.Substring(citation.SentenceStart, citation.Sentence.Length));
        Assert.Equal(document.Document.Version, citation.DocumentVersion);
        Assert.Equal((4, 4), (answer.Coverage.Partitions, answer.Coverage.Answered));
    }

    [Fact]
    public async Task Ask_WhenOnePartitionFails_IsDegradedAndNamesIt()
    {
        var collection = await cluster.CollectionAsync(new CollectionInput(), Wards.All);
        using var fault = cluster.Faults.Fail(collection.Id, partition: 2);

        var answer = await cluster.Client.AskAsync(Request(collection, Wards.Question("jade")), Ct);

        Assert.Equal(AnswerStatus.Degraded, answer.Status);
        Assert.Equal((4, 3), (answer.Coverage.Partitions, answer.Coverage.Answered));
        Assert.Equal([2], answer.Coverage.Missing);
        Assert.NotNull(answer.Reason);
    }

    [Fact]
    public async Task Ask_WhenOnePartitionHangs_AnswersWithinTheDeadlineAndNamesIt()
    {
        var collection = await cluster.CollectionAsync(new CollectionInput(), Wards.All);
        using var fault = cluster.Faults.Hang(collection.Id, partition: 1);

        var answer = await cluster.Client.AskAsync(Request(collection, Wards.Question("pink")) with { Deadline = TimeSpan.FromSeconds(8) }, Ct);

        Assert.Equal(AnswerStatus.Degraded, answer.Status);
        Assert.Equal([1], answer.Coverage.Missing);
        Assert.NotEmpty(answer.Passages);
    }

    [Fact]
    public async Task Ask_WhenEveryPartitionIsThereAgain_IsWhole()
    {
        var collection = await cluster.CollectionAsync(new CollectionInput(), Wards.All);
        using (cluster.Faults.Fail(collection.Id, partition: 0))
        {
            Assert.Equal(AnswerStatus.Degraded, (await cluster.Client.AskAsync(Request(collection, Wards.Question("navy")), Ct)).Status);
        }

        Assert.True((await cluster.Client.AskAsync(Request(collection, Wards.Question("navy")), Ct)).Coverage.IsComplete);
    }

    [Fact]
    public async Task AskStream_SixteenQuestionsAtOnce_EachHasItsOwnEventsAndAnswer()
    {
        var collection = await cluster.CollectionAsync(new CollectionInput(), Wards.All);

        var streams = await Task.WhenAll(Wards.Colours.Select(async colour =>
            (colour, events: await cluster.Client.AskStreamAsync(
                Request(collection, Wards.Question(colour)) with { Top = 4, Deadline = TimeSpan.FromMinutes(1) }, Ct).ToArrayAsync(Ct))));

        Assert.Equal(16, streams.Select(s => s.events[^1].Answer!.Id).Distinct().Count());
        foreach (var (colour, events) in streams)
        {
            Assert.Equal(Enumerable.Range(0, events.Length), events.Select(e => e.Sequence));
            Assert.Equal(Wards.Question(colour), events[^1].Answer!.Question);
            Assert.Equal($"{colour}-ward", events[^1].Answer!.Answers[0].Citations[0].DocumentId);
            Assert.Contains(events, e => e.Kind == AnswerEventKind.Passage);
            Assert.Contains(events, e => e.Progress is { PartitionsAnswered: 4 });
        }
    }

    [Fact]
    public async Task Watch_FromTheMiddle_GoesOnWithTheSameEvents()
    {
        var collection = await cluster.CollectionAsync(new CollectionInput(), Wards.All);
        var id = await cluster.Client.StartAsync(Request(collection, Wards.Question("blue")), Ct);
        var all = await cluster.Client.WatchAsync(id, 0, Principal.Local, Ct).ToArrayAsync(Ct);

        var rest = await cluster.Client.WatchAsync(id, all.Length - 3, Principal.Local, Ct).ToArrayAsync(Ct);

        Assert.Equal(all[^3..].Select(e => e.Sequence), rest.Select(e => e.Sequence));
        Assert.NotNull(await cluster.Client.GetAnswerAsync(id, Principal.Local, Ct));
    }

    [Fact]
    public async Task GetAnswer_OfSomebodyElse_IsNotFound()
    {
        var collection = await cluster.CollectionAsync(new CollectionInput(), Wards.All);
        var id = await cluster.Client.StartAsync(Request(collection, Wards.Question("blue")), Ct);

        var error = await Assert.ThrowsAsync<RagQAException>(() => cluster.Client.GetAnswerAsync(id, new Principal { User = "somebody else" }, Ct));

        Assert.Equal(FailureKind.NotFound, error.Kind);
    }

    [Fact]
    public async Task Stop_WhileRunning_EndsTheEventsWithAnError()
    {
        var collection = await cluster.CollectionAsync(new CollectionInput(), Wards.All);
        using var fault = cluster.Faults.Hang(collection.Id, partition: 3);
        var id = await cluster.Client.StartAsync(Request(collection, Wards.Question("blue")) with { Deadline = TimeSpan.FromMinutes(2) }, Ct);

        await cluster.Client.StopAsync(id, Principal.Local, Ct);
        var events = await cluster.Client.WatchAsync(id, 0, Principal.Local, Ct).ToArrayAsync(Ct);

        Assert.Equal(AnswerEventKind.Error, events[^1].Kind);
    }

    [Fact]
    public async Task Ask_AtADeadlineTooShortToRead_SaysWhatIsMissing()
    {
        var collection = await cluster.CollectionAsync(new CollectionInput(), Wards.All);

        var answer = await cluster.Client.AskAsync(Request(collection, Wards.Question("blue")) with { Deadline = TimeSpan.FromMilliseconds(10) }, Ct);

        Assert.Equal(AnswerStatus.Degraded, answer.Status);
        Assert.False(answer.Coverage.IsComplete);
    }

    private static AskRequest Request(CollectionDescription collection, string question) => new() { Collection = collection.Name, Question = question };
}
