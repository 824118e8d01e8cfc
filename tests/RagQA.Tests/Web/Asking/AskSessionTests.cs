using CsCheck;
using RagQA.Web.Asking;

namespace RagQA.Tests.Web.Asking;

public sealed class AskSessionTests
{
    [Fact]
    public void Apply_EventsOfAnAnswer_LeadsFromSearchingToTheAnswer()
    {
        var session = new AskSession();
        session.Begin();
        session.Apply(Progress(AnswerStage.Searching, partitions: 4));
        Assert.Equal("Searching 4 partitions", session.Announcement);

        session.Apply(Found(Answers.Passage(1)));
        session.Apply(Progress(AnswerStage.Reading, found: 1));
        Assert.Equal("1 passage found, reading", session.Announcement);

        session.Apply(Finished(Answers.Of(Answers.Span("500\n micrograms", 0.9, 1, 2))));

        Assert.Equal(AskPhase.Finished, session.Phase);
        Assert.Equal("Answer: 500 micrograms. Confidence high. 2 sources.", session.Announcement);
        Assert.Equal(3, session.NumberOf(3));
    }

    [Fact]
    public void Passages_BeforeReading_StandInRankOrderWhateverTheirArrival() => Gen.Shuffle(Enumerable.Range(1, 12).ToArray()).Sample(order =>
    {
        var session = new AskSession();
        session.Begin();
        foreach (var rank in order)
        {
            session.Apply(Found(Answers.Passage(rank)));
        }

        Assert.Equal(Enumerable.Range(1, 12), session.Passages.Select(p => p.Rank));
    });

    [Fact]
    public void Passages_WhenReadingBegan_KeepTheirPlaces()
    {
        var session = new AskSession();
        session.Begin();
        session.Apply(Found(Answers.Passage(5)));
        session.Apply(Progress(AnswerStage.Reading, found: 2));
        session.Apply(Found(Answers.Passage(2)));

        Assert.Equal([5, 2], session.Passages.Select(p => p.Rank));
    }

    [Fact]
    public void Finish_AfterTheUserTouchedAPassage_KeepsTheOrderOnThePage()
    {
        var session = new AskSession();
        session.Begin();
        session.Apply(Found(Answers.Passage(4)));
        session.Freeze();
        session.Apply(Found(Answers.Passage(2)));
        session.Apply(Finished(Answers.Of()));

        Assert.Equal([4, 2, 1, 3], session.Passages.Select(p => p.Rank));
    }

    [Fact]
    public void Apply_ThePassageAgain_ReplacesIt()
    {
        var session = new AskSession();
        session.Begin();
        session.Apply(Found(Answers.Passage(1)));
        session.Apply(Found(Answers.Passage(1) with { Relevance = 3 }));

        Assert.Equal(3, Assert.Single(session.Passages).Relevance);
    }

    [Fact]
    public void Finish_WithoutAnswerOnPartOfTheCollection_SaysSo()
    {
        var session = new AskSession();
        session.Begin();
        session.Apply(Finished(Answers.Of() with { Coverage = new Coverage { Partitions = 4, Answered = 3, Missing = [2] } }));

        Assert.Equal("No answer found in what could be searched.", session.Announcement);
    }

    [Theory]
    [InlineData(true, AskPhase.Gone)]
    [InlineData(false, AskPhase.Failed)]
    public void Fail_NotFound_IsGoneOnlyWhereAnAnswerWasOpened(bool opened, AskPhase expected)
    {
        var session = new AskSession();
        if (opened)
        {
            session.Open(Guid.NewGuid());
        }
        else
        {
            session.Begin();
        }

        session.Fail(new AskFailure(FailureKind.NotFound, "There is none."));

        Assert.Equal(expected, session.Phase);
    }

    [Fact]
    public void Begin_AfterAnAnswer_LeavesNothingOfIt()
    {
        var session = new AskSession();
        session.Show(Answers.Of(Answers.Span("a", 0.9, 1)));
        session.Begin();

        Assert.Null(session.Answer);
        Assert.Null(session.Id);
        Assert.Empty(session.Passages);
        Assert.True(session.IsBusy);
    }

    private static AnswerEvent Progress(AnswerStage stage, int partitions = 0, int found = 0) => new()
    {
        Sequence = 0,
        Kind = AnswerEventKind.Progress,
        Progress = new AnswerProgress { Stage = stage, Partitions = partitions, PassagesFound = found },
    };

    private static AnswerEvent Found(RankedPassage passage) => new() { Sequence = 0, Kind = AnswerEventKind.Passage, Passage = passage };

    private static AnswerEvent Finished(Answer answer) => new() { Sequence = 0, Kind = AnswerEventKind.Answer, Answer = answer };
}
