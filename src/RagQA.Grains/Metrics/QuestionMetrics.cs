using System.Diagnostics.Metrics;

namespace RagQA.Grains.Metrics;

/// <summary>Counts and times what came of the questions that this silo was asked.</summary>
internal sealed class QuestionMetrics
{
    private const string Refused = "refused";
    private const string Stopped = "stopped";
    private const string Failed = "failed";

    // From a search of a small collection to the longest deadline.
    private static readonly InstrumentAdvice<double> _seconds = new() { HistogramBucketBoundaries = [.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 20, 30] };
    private static readonly InstrumentAdvice<int> _passages = new() { HistogramBucketBoundaries = [0, 2, 4, 6, 8, 10, 14, 20, 50, 100] };

    private readonly Counter<long> _questions;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _stages;
    private readonly Histogram<int> _read;

    public QuestionMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(RagQATelemetry.Name);
        _questions = meter.CreateCounter<long>("ragqa.questions", "{question}", "Questions that came to an end here, by what came of them.");
        _duration = meter.CreateHistogram("ragqa.question.duration", "s", "Time of a question from its coming to its answer, waiting included.", tags: null, _seconds);
        _stages = meter.CreateHistogram("ragqa.question.stage.duration", "s", "Time of one stage of a question.", tags: null, _seconds);
        _read = meter.CreateHistogram("ragqa.question.passages_read", "{passage}", "Passages read for a question.", tags: null, _passages);
    }

    /// <summary>Says of every outcome that there was none yet: a rate is only seen from the second value on.</summary>
    public void Begin()
    {
        foreach (var status in (string[])[Word(AnswerStatus.Answered), Word(AnswerStatus.NoAnswer), Word(AnswerStatus.Degraded), Refused, Stopped, Failed])
        {
            Count(status, 0);
        }
    }

    public void Answered(Answer answer)
    {
        Count(Word(answer.Status));
        _duration.Record(Seconds(answer.Timings.TotalMs));
        _read.Record(answer.Passages.Count(p => p.Relevance is not null));
        Stage("wait", answer.Timings.WaitMs);
        Stage("encode", answer.Timings.EncodeMs);
        Stage("search", answer.Timings.SearchMs);
        Stage("verify", answer.Timings.VerifyMs);
        Stage("read", answer.Timings.ReadMs);
    }

    /// <summary>It was not run: too many at once, or the silo stops.</summary>
    public void WasRefused() => Count(Refused);

    /// <summary>Its asker did not want the answer any more.</summary>
    public void WasStopped() => Count(Stopped);

    /// <summary>The server could not answer.</summary>
    public void HasFailed() => Count(Failed);

    private void Count(string status, long questions = 1) => _questions.Add(questions, new KeyValuePair<string, object?>("status", status));

    private void Stage(string stage, double? milliseconds)
    {
        if (milliseconds is { } time)
        {
            _stages.Record(Seconds(time), new KeyValuePair<string, object?>("stage", stage));
        }
    }

    private static string Word(AnswerStatus status) => status switch
    {
        AnswerStatus.Answered => "answered",
        AnswerStatus.NoAnswer => "noAnswer",
        AnswerStatus.Degraded => "degraded",
        _ => Refused,
    };

    private static double Seconds(double milliseconds) => milliseconds / 1000;
}
