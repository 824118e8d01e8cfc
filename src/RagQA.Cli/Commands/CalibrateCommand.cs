using System.CommandLine;
using System.Globalization;
using RagQA.Cli.Evaluation;
using RagQA.Corpus;
using RagQA.Grains.Answering;

namespace RagQA.Cli.Commands;

/// <summary>Fits <c>calibration.json</c> in the open setting.</summary>
internal static class CalibrateCommand
{
    public static Command Create()
    {
        var dataset = new Option<string[]>("--dataset") { Description = "SQuAD-format file (.json or .json.gz); several are fitted together", Required = true };
        var name = new Option<string>("--name") { Description = "Name of the data set as readers of an answer see it" };
        var questions = new Option<int>("--questions") { Description = "Questions drawn from each quarter of the articles", DefaultValueFactory = _ => 400 };
        var seed = new Option<int>("--seed") { Description = "Seed of the draw", DefaultValueFactory = _ => 1 };
        var target = TargetPrecision();
        var output = new Option<string>("--output") { Description = "Folder for calibration.json; the data directory by default" };
        var anyBuild = new Option<bool>("--any-build") { Description = "Use cached results of other builds of the program too" };
        var (data, json, verbose) = (SharedOptions.DataDirectory(), SharedOptions.Json(), SharedOptions.Verbose());
        var command = new Command("calibrate", "Fits confidence and the no-answer threshold on even-numbered articles, with figures on odd-numbered ones. Example: ragqa models calibrate --dataset FILE --target-precision 0.9")
        {
            dataset, name, questions, seed, target, output, anyBuild, data, json, verbose,
        };
        command.SetAction(async (parse, ct) =>
        {
            var sets = parse.GetRequiredValue(dataset).Select(GoldSet.Read).ToArray();
            var run = await CalibrationRun.FitAsync(
                sets,
                parse.GetValue(name) ?? string.Join(", ", sets.Select(s => s.Name)),
                parse.GetValue(questions),
                parse.GetValue(seed),
                parse.GetValue(target),
                parse.GetValue(anyBuild) ? CacheUse.AnyBuild : CacheUse.SameBuild,
                parse.GetValue(verbose),
                ct);
            var folder = parse.GetValue(output) ?? parse.GetRequiredValue(data);
            Directory.CreateDirectory(folder);
            run.Calibration.Save(Path.Combine(folder, CalibrationFiles.Name));
            var reliability = ConfidenceMetrics.Reliability(run.HeldOut.Select(a => (a.Confidence, a.Right)));
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(new { calibration = run.Calibration, reliability, sets = BySet(run).ToDictionary(s => s.Set, s => s.Figures) });
            }
            else
            {
                Write(Console.Out, run, reliability);
            }

            return 0;
        });
        return command;
    }

    private static IEnumerable<(string Set, Dictionary<string, double> Figures)> BySet(CalibrationRun run)
        => run.BySet.Select(s => (s.Set, CalibrationFit.Figures(s.Answers, run.Calibration.Threshold)));

    private static void Write(TextWriter output, CalibrationRun run, IReadOnlyList<ReliabilityBin> reliability)
    {
        var calibration = run.Calibration;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"threshold {calibration.Threshold:0.000}; on articles not used for fitting:"));
        foreach (var (figure, value) in calibration.HeldOut)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {figure,-33} {value}"));
        }

        if (run.BySet.Count > 1)
        {
            foreach (var (set, figures) in BySet(run))
            {
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {set}: calibration error {figures["expectedCalibrationError"]}, no-answer F1 {figures["noAnswerF1"]}, right of answered {figures["rightOfAnswered"]}"));
            }
        }

        if (calibration.HeldOut.TryGetValue("targetPrecision", out var target))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"A target of {target:0.###} costs coverage: {calibration.HeldOut["answeredOfAnswerable"]:0.0 %} of the questions with an answer are answered, {calibration.HeldOut["answeredOfAnswerableWithoutTarget"]:0.0 %} without a target."));
        }

        output.WriteLine("  confidence     answers   mean    right");
        foreach (var bin in reliability)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {bin.From:0.0} to {bin.To:0.0}     {bin.Count,7}   {bin.Confidence:0.000}   {bin.Right:0.000}"));
        }
    }

    private static Option<double?> TargetPrecision()
    {
        var target = new Option<double?>("--target-precision") { Description = "Share of the answers given that should be right, such as 0.9" };
        target.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is not (null or (> 0 and < 1)))
            {
                result.AddError("--target-precision needs a share between 0 and 1.");
            }
        });
        return target;
    }
}
