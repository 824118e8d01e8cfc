using System.Globalization;
using System.Text;
using RagQA.Corpus;
using static RagQA.Cli.Evaluation.QualityFormat;

namespace RagQA.Cli.Evaluation;

/// <summary>The part of <c>docs/quality.md</c> on confidence, calibration and abstention.</summary>
internal static class ConfidenceSection
{
    private static readonly string[] SetFigures = ["expectedCalibrationError", "noAnswerF1", "rightOfAnswered", "answeredOfAnswerable"];

    public static async Task<string> WriteAsync(QualityRuns runs, string data, bool verbose)
    {
        var text = new StringBuilder("## Confidence and abstention\n\n").Append(string.Create(CultureInfo.InvariantCulture, $"""
            The open setting: of each set half of the articles are not indexed, and questions on them have no answer. Confidence and
            thresholds are fitted on the even-numbered articles, all figures are of the odd-numbered ones. A best answer with an F1 of at
            least 50 is right. Command: `ragqa models calibrate{string.Concat(QualityPlan.Calibration.Select(c => $" --dataset DATA/{c}"))}`,
            with `--target-precision {QualityPlan.TargetPrecision}` for the second column.
            """)).Append("\n\n");
        var balanced = await CalibrateAsync(null);
        var precise = await CalibrateAsync(QualityPlan.TargetPrecision);
        if (balanced is null || precise is null)
        {
            return text.Append("not run\n\n").ToString();
        }

        var table = new MarkdownTable("figure", "best balance", string.Create(CultureInfo.InvariantCulture, $"target precision {QualityPlan.TargetPrecision}"));
        table.Add("threshold", Share(balanced.Calibration.Threshold), Share(precise.Calibration.Threshold));
        foreach (var (name, shown) in ((string, string)[])
            [
                ("rightOfAnswered", "right of the answers given"), ("answered", "answered, of all questions"), ("answeredOfAnswerable", "answered, of those with an answer"),
                ("noAnswerPrecision", "no answer: precision"), ("noAnswerRecall", "no answer: recall"), ("noAnswerF1", "no answer: F1"),
                ("expectedCalibrationError", "expected calibration error"), ("riskCoverageArea", "area under the risk–coverage curve"),
            ])
        {
            table.Add(shown, Figure(balanced, name), Figure(precise, name));
        }

        var sets = new MarkdownTable("data set", "questions", "expected calibration error", "no answer: F1", "right of the answers given", "answered, of those with an answer");
        foreach (var (set, answers) in balanced.BySet)
        {
            sets.Add([
                set,
                answers.Count.ToString(CultureInfo.InvariantCulture),
                .. SetFigures.Select(name => Figure(answers, balanced.Calibration.Threshold, name)),
            ]);
        }

        var reliability = new MarkdownTable("confidence", "answers", "mean confidence", "share right");
        foreach (var bin in ConfidenceMetrics.Reliability(balanced.HeldOut.Select(a => (a.Confidence, a.Right))))
        {
            reliability.Add(
                string.Create(CultureInfo.InvariantCulture, $"{bin.From:0.0} to {bin.To:0.0}"),
                bin.Count.ToString(CultureInfo.InvariantCulture),
                Share(bin.Confidence),
                Share(bin.Right));
        }

        var risk = new MarkdownTable("at most so many wrong of those answered", "share of all questions that can be answered");
        (double, bool)[] scored = [.. balanced.HeldOut.Select(a => (a.Confidence, a.Right))];
        foreach (var share in new[] { 0.05, 0.1, 0.2, 0.3 })
        {
            var interval = BootstrapInterval.Of(scored, a => ConfidenceMetrics.CoverageAtRisk([.. a], share), EvaluationReport.Seed);
            risk.Add(Share(share), $"{Share(interval.Value)} {EvaluationReportText.Range([interval.Low, interval.High], "0.000")}");
        }

        return text.Append(table).Append('\n').Append(sets).Append('\n').Append(reliability).Append('\n').Append(risk).Append('\n').ToString();

        Task<CalibrationRun?> CalibrateAsync(double? target) => runs.WithinTimeAsync(cancellationToken => CalibrationRun.FitAsync(
            [.. QualityPlan.Calibration.Select(c => GoldSet.Read(QualityRuns.PathOf(data, c)))], QualityPlan.CalibrationName, QualityPlan.CalibrationQuestions, 1, target, runs.Use, verbose, cancellationToken));
    }

    private static string Figure(CalibrationRun run, string name) => Figure(run.HeldOut, run.Calibration.Threshold, name);

    private static string Figure(IReadOnlyList<ScoredAnswer> answers, double threshold, string name)
    {
        var interval = BootstrapInterval.Of(answers, a => CalibrationFit.Figures(a, threshold)[name], EvaluationReport.Seed);
        return $"{Share(interval.Value)} {EvaluationReportText.Range([interval.Low, interval.High], "0.000")}";
    }
}
