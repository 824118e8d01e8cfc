using System.Text.Json;
using RagQA.Cli.Evaluation;
using RagQA.Server.Api;

namespace RagQA.Tests.Cli;

public sealed class EvaluationReportTests
{
    [Fact]
    public void Of_AnsweredAndUnanswered_GivesFiguresOfBothScripts()
    {
        var report = EvaluationReport.Of(Runs.Of(
            "x",
            Runs.Question("a", 100, confidence: 0.9),
            Runs.Question("b", 40, confidence: 0.8),
            Runs.Question("c", 80, answered: false, confidence: 0.2),
            Runs.Question("d", 0, answerable: false, answered: false, confidence: 0.1)));

        // The best answer counts whether or not it was given; in the figures of the 2.0 script it counts only where it was.
        Assert.Equal(220.0 / 3, report.F1!.Value, 9);
        Assert.Equal((100 + 40 + 0 + 100) / 4.0, report.Squad2!.F1, 9);
        Assert.Equal((100 + 40 + 0) / 3.0, report.Squad2.HasAnsF1, 9);
        Assert.Equal((100 + 40 + 80 + 100) / 4.0, report.Squad2.BestF1, 9);
        Assert.Equal(0.5, report.NoAnswer!.Precision, 9);
        Assert.Equal(1, report.NoAnswer.Recall, 9);
        Assert.Equal((0.1 + 0.8 + 0.8 + 0.1) / 4, report.Ece!.Value, 9);
    }

    [Fact]
    public void Of_ARun_HasAnIntervalForEveryFigure()
    {
        var report = EvaluationReport.Of(Runs.Of("x", Runs.Question("a", 100), Runs.Question("b", 0), Runs.Question("c", 0, answerable: false)));
        Assert.Superset(new HashSet<string> { "em", "f1", "noAnswer.f1", "squad2.f1", "squad2.bestF1", "ece", "aurc" }, report.Intervals.Keys.ToHashSet());
        Assert.InRange(report.F1!.Value, report.Intervals["f1"][0], report.Intervals["f1"][1]);
    }

    [Fact]
    public void Json_KeysThatDoNotApply_AreLeftOutOrNull()
    {
        var json = JsonSerializer.SerializeToElement(EvaluationReport.Of(Runs.Of("x", Runs.Question("a", 100))), ApiJson.Options);
        Assert.Equal(100, json.GetProperty("em").GetDouble());
        Assert.False(json.TryGetProperty("ndcg@10", out var ndcg) && ndcg.ValueKind != JsonValueKind.Null);
    }
}
