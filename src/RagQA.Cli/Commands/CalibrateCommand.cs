using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using RagQA.Cli.Evaluation;
using RagQA.Grains.Answering;
using RagQA.Inference;

namespace RagQA.Cli.Commands;

/// <summary>Fits <c>calibration.json</c> in the open setting.</summary>
internal static class CalibrateCommand
{
    private const int Top = 20;

    public static Command Create()
    {
        var dataset = new Option<string>("--dataset") { Description = "SQuAD-format file (.json or .json.gz)", Required = true };
        var name = new Option<string>("--name") { Description = "Name of the data set as readers of an answer see it" };
        var questions = new Option<int>("--questions") { Description = "Questions drawn from each quarter of the articles", DefaultValueFactory = _ => 400 };
        var seed = new Option<int>("--seed") { Description = "Seed of the draw", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--output") { Description = "Folder for calibration.json; the data directory by default" };
        var (data, json, verbose) = (SharedOptions.DataDirectory(), SharedOptions.Json(), SharedOptions.Verbose());
        var command = new Command("calibrate", "Fits confidence and the no-answer threshold: half of the articles for fitting, half for figures. Example: ragqa models calibrate --dataset FILE")
        {
            dataset, name, questions, seed, output, data, json, verbose,
        };
        command.SetAction(async (parse, ct) =>
        {
            var set = GoldSet.Read(parse.GetRequiredValue(dataset));
            var calibration = await FitAsync(
                set, parse.GetValue(name) ?? set.Name, parse.GetValue(questions), parse.GetValue(seed), parse.GetValue(verbose), ct);
            var folder = parse.GetValue(output) ?? parse.GetRequiredValue(data);
            Directory.CreateDirectory(folder);
            calibration.Save(Path.Combine(folder, CalibrationFiles.Name));
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(calibration);
                return 0;
            }

            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"threshold {calibration.Threshold:0.000}; on articles not used for fitting:"));
            foreach (var (figure, value) in calibration.HeldOut)
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {figure,-26} {value}"));
            }

            return 0;
        });
        return command;
    }

    private static async Task<Calibration> FitAsync(GoldSet set, string name, int questions, int seed, bool verbose, CancellationToken cancellationToken)
    {
        var (fit, heldOut) = OpenSplit.Draw(set, questions, seed);
        var key = string.Create(CultureInfo.InvariantCulture, $"{set.Sha256[..16]}-{seed}");
        var (fitting, models) = await AskAsync($"{key}-fit", fit, verbose, cancellationToken);
        var aggregation = CalibrationFit.FitAggregation([.. fitting.Where(a => a.Answerable).Select(a => (a.Question, a.Reading))]);
        var (bias, weights, threshold) = CalibrationFit.FitConfidence(fitting, aggregation);
        var calibration = new Calibration
        {
            Encoder = models.Encoder,
            Reader = models.Reader,
            DataSet = name,
            DataSha256 = set.Sha256,
            FittedAt = TimeProvider.System.GetUtcNow(),
            Aggregation = aggregation,
            Bias = bias,
            Weights = weights,
            Threshold = threshold,
        };
        var (measured, _) = await AskAsync($"{key}-heldout", heldOut, verbose, cancellationToken);
        return calibration with { HeldOut = CalibrationFit.HeldOut(measured, calibration) };
    }

    private static async Task<(IReadOnlyList<(GoldQuestion Question, OpenReading Reading, bool Answerable)> Asked, ModelNames Models)> AskAsync(
        string key, OpenSplit split, bool verbose, CancellationToken cancellationToken)
    {
        await using var collection = await OpenCollection.OpenAsync(key, split.Indexed, verbose, cancellationToken);
        var answerable = await collection.AskAsync(split.Answerable, RetrievalMode.Hybrid, Top, cancellationToken);
        var unanswerable = await collection.AskAsync(split.Unanswerable, RetrievalMode.Hybrid, Top, cancellationToken);
        return (
            [
                .. split.Answerable.Zip(answerable, (q, r) => (q, r, true)),
                .. split.Unanswerable.Zip(unanswerable, (q, r) => (q, r, false)),
            ],
            collection.Services.GetRequiredService<InferenceModels>().Names);
    }
}
