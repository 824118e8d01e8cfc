using System.Text.Json.Serialization;
using RagQA.Corpus;

namespace RagQA.Cli.Evaluation;

/// <summary>Figures of one run. Percentages are 0–100 for em and f1 (as in SQuAD), 0–1 for the rest; what does not apply is left out.</summary>
internal sealed record EvaluationReport
{
    /// <summary>Seed of all intervals.</summary>
    public const int Seed = 1;

    public required string Dataset { get; init; }

    public required int Questions { get; init; }

    public double? Em { get; init; }

    public double? F1 { get; init; }

    [JsonPropertyName("hit@1")]
    public double? Hit1 { get; init; }

    [JsonPropertyName("hit@5")]
    public double? Hit5 { get; init; }

    [JsonPropertyName("hit@20")]
    public double? Hit20 { get; init; }

    /// <summary>hit@1 had the passages been put in the order of the reader's relevance; when all were read.</summary>
    [JsonPropertyName("rescoredHit@1")]
    public double? RescoredHit1 { get; init; }

    /// <summary>nDCG@10 in that order.</summary>
    [JsonPropertyName("rescoredNdcg@10")]
    public double? RescoredNdcg10 { get; init; }

    /// <summary>Share of questions with a passage among 20 that holds a gold answer where it stands.</summary>
    [JsonPropertyName("answer@20")]
    public double? Answer20 { get; init; }

    public double? Mrr { get; init; }

    [JsonPropertyName("ndcg@10")]
    public double? Ndcg10 { get; init; }

    [JsonPropertyName("recall@100")]
    public double? Recall100 { get; init; }

    public double? Map { get; init; }

    public NoAnswerReport? NoAnswer { get; init; }

    /// <summary>Figures of the SQuAD 2.0 script.</summary>
    public Squad2Report? Squad2 { get; init; }

    /// <summary>Share of answerable questions for which no answer would have been given.</summary>
    public double? Abstained { get; init; }

    /// <summary>Expected calibration error of the confidence of the best answer.</summary>
    public double? Ece { get; init; }

    /// <summary>Area under the risk–coverage curve.</summary>
    public double? Aurc { get; init; }

    /// <summary>Mean number of passages read for a question.</summary>
    public double? Read { get; init; }

    /// <summary>Mean share of partitions that answered.</summary>
    public double? Coverage { get; init; }

    public LatencyReport? LatencyMs { get; init; }

    /// <summary>95 % bootstrap intervals of the figures above, by name.</summary>
    public required IReadOnlyDictionary<string, double[]> Intervals { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, SliceReport>> Slices { get; init; }

    public required ModelNames Models { get; init; }

    public required double Seconds { get; init; }

    /// <summary>The command that repeats the run.</summary>
    public required string Command { get; init; }

    /// <summary>Name under which the run is kept, for <c>ragqa eval compare</c>.</summary>
    public required string Run { get; init; }

    public static EvaluationReport Of(EvaluationRun run)
    {
        var figures = new FigureSet(run.Results);
        var decisions = run.Results.Where(r => r.Decision is not null).Select(r => r.Decision!).ToArray();
        var confident = decisions.Where(d => d.Confidence is not null).Select(d => (d.Confidence!.Value, d.Right)).ToArray();
        var timings = run.Results.Where(r => r.Timings is not null).Select(r => r.Timings!).ToArray();
        var noAnswer = NoAnswerReport.Of(decisions);
        if (noAnswer is not null)
        {
            figures.Interval("noAnswer.precision", decisions, d => NoAnswerReport.Metrics(d).Precision);
            figures.Interval("noAnswer.recall", decisions, d => NoAnswerReport.Metrics(d).Recall);
            figures.Interval("noAnswer.f1", decisions, d => NoAnswerReport.Metrics(d).F1);
            figures.Interval("squad2.exact", run.Results, r => Squad2Report.Mean([.. r], "em"));
            figures.Interval("squad2.f1", run.Results, r => Squad2Report.Mean([.. r], "f1"));
            figures.Interval("squad2.bestExact", run.Results, r => 100 * Squad2Report.Best([.. r], "em").Score);
            figures.Interval("squad2.bestF1", run.Results, r => 100 * Squad2Report.Best([.. r], "f1").Score);
        }

        return new EvaluationReport
        {
            Dataset = run.Header.Dataset,
            Questions = run.Results.Count,
            Em = figures.Mean("em"),
            F1 = figures.Mean("f1"),
            Hit1 = figures.Mean("hit@1"),
            Hit5 = figures.Mean("hit@5"),
            Hit20 = figures.Mean("hit@20"),
            RescoredHit1 = figures.Mean("rescoredHit@1"),
            RescoredNdcg10 = figures.Mean("rescoredNdcg@10"),
            Answer20 = figures.Mean("answer@20"),
            Mrr = figures.Mean("mrr"),
            Ndcg10 = figures.Mean("ndcg@10"),
            Recall100 = figures.Mean("recall@100"),
            Map = figures.Mean("map"),
            NoAnswer = noAnswer,
            Squad2 = Squad2Report.Of(run.Results),
            Abstained = figures.Mean("abstained"),
            Ece = confident.Length == 0 ? null : figures.Interval("ece", confident, c => ConfidenceMetrics.CalibrationError([.. c])),
            Aurc = confident.Length == 0 ? null : figures.Interval("aurc", confident, c => ConfidenceMetrics.RiskCoverageArea([.. c])),
            Read = figures.Mean("read"),
            Coverage = figures.Mean("coverage"),
            LatencyMs = timings.Length == 0 ? null : LatencyReport.Of(timings, figures),
            Intervals = figures.Intervals,
            Slices = SliceReport.Of(run.Results),
            Models = run.Header.Models,
            Seconds = run.Header.Seconds,
            Command = run.Header.Command,
            Run = run.Name,
        };
    }
}
