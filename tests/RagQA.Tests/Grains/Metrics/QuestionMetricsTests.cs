using RagQA.Grains.Metrics;
using RagQA.Tests.Web;

namespace RagQA.Tests.Grains.Metrics;

public sealed class QuestionMetricsTests : IDisposable
{
    private readonly CountedMetrics _counted = new();
    private readonly QuestionMetrics _metrics;

    public QuestionMetricsTests() => _metrics = new QuestionMetrics(_counted.Meters);

    public void Dispose() => _counted.Dispose();

    [Fact]
    public void Answered_CountsItsStatusAndTimesItsStagesInSeconds()
    {
        _metrics.Answered(Answers.Of() with
        {
            Status = AnswerStatus.Degraded,
            Passages = [Answers.Passage(1) with { Relevance = .5 }, Answers.Passage(2)],
            Timings = new StageTimings { SearchMs = 40, ReadMs = 300, TotalMs = 350 },
        });

        Assert.Equal([1], _counted.Values("ragqa.questions", "degraded"));
        Assert.Equal([.35], _counted.Values("ragqa.question.duration"));
        Assert.Equal([.04], _counted.Values("ragqa.question.stage.duration", "search"));
        Assert.Equal([.3], _counted.Values("ragqa.question.stage.duration", "read"));
        Assert.Empty(_counted.Values("ragqa.question.stage.duration", "encode"));
        Assert.Equal([1], _counted.Values("ragqa.question.passages_read"));
    }

    [Fact]
    public void Begin_SaysOfEveryOutcomeThatThereWasNone()
    {
        _metrics.Begin();

        foreach (var status in (string[])["answered", "noAnswer", "degraded", "refused", "stopped", "failed"])
        {
            Assert.Equal([0], _counted.Values("ragqa.questions", status));
        }
    }
}
