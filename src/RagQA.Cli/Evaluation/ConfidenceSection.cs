using System.Globalization;
using System.Text;
using RagQA.Corpus;
using static RagQA.Cli.Evaluation.QualityFormat;

namespace RagQA.Cli.Evaluation;

/// <summary>The part of <c>docs/quality.md</c> on confidence, calibration and abstention.</summary>
internal static class ConfidenceSection
{
    public static async Task<string> WriteAsync(QualityRuns runs, string data, bool verbose)
    {
        var text = new StringBuilder("## Confidence and abstention\n\n").Append(string.Create(CultureInfo.InvariantCulture, $"""
            SQuAD 1.1 dev in the open setting: half of the articles are not indexed, and questions on them have no answer. Confidence and
            thresholds are fitted on the even-numbered articles, all figures are of the odd-numbered ones. A best answer with an F1 of at
            least 50 is right. Command: `ragqa models calibrate --dataset DATA/{QualityPlan.Squad} --questions {QualityPlan.CalibrationQuestions}`,
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

        return text.Append(table).Append('\n').Append(reliability).Append('\n').Append(risk).Append('\n').ToString();

        Task<CalibrationRun?> CalibrateAsync(double? target) => runs.WithinTimeAsync(cancellationToken => CalibrationRun.FitAsync(
            [GoldSet.Read(QualityRuns.PathOf(data, QualityPlan.Squad))], "SQuAD 1.1 dev", QualityPlan.CalibrationQuestions, 1, target, CacheUse.SameBuild, verbose, cancellationToken));
    }

    private static string Figure(CalibrationRun run, string name)
    {
        var interval = BootstrapInterval.Of(run.HeldOut, a => CalibrationFit.Figures(a, run.Calibration.Threshold)[name], EvaluationReport.Seed);
        return $"{Share(interval.Value)} {EvaluationReportText.Range([interval.Low, interval.High], "0.000")}";
    }
}
