using System.CommandLine;
using RagQA.Grains.Answering;
using RagQA.Inference;

namespace RagQA.Cli.Commands;

/// <summary>Which models there are, and fitting what belongs to them.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        var (json, data) = (SharedOptions.Json(), SharedOptions.DataDirectory());
        var command = new Command("models", "Lists the models with their hashes, checked, and the calibration in use. Example: ragqa models") { json, data };
        command.Subcommands.Add(CalibrateCommand.Create());
        command.Subcommands.Add(PhrasingCommand.Create());
        command.Subcommands.Add(ConvertCommand.Create());
        command.SetAction(parse =>
        {
            var models = Directory.EnumerateDirectories(Locations.Models).Where(d => File.Exists(Path.Combine(d, "manifest.json"))).Order()
                .Select(ModelFolder.Open).ToArray();
            var defaults = new InferenceOptions();
            var encoder = models.First(m => Path.GetFileName(m.Path) == defaults.EncoderFolder).Identity;
            var reader = models.First(m => Path.GetFileName(m.Path) == defaults.ReaderFolder).Identity;
            var calibration = CalibrationFiles.Find(
                [parse.GetRequiredValue(data), Locations.Models], new ModelNames { Encoder = encoder, Reader = reader });
            var phrasing = Phrasing.Find(Locations.Models, reader);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(new { models = models.Select(m => m.Manifest), calibration, phrasing });
                return 0;
            }

            foreach (var model in models)
            {
                Console.Out.WriteLine($"{model.Manifest.Name}   {model.Manifest.Role.ToString().ToLowerInvariant()}, version {model.Manifest.Version}, sha256 {model.Manifest.Sha256} (checked), {model.Manifest.Licence}{TwinOf(model, models)}");
            }

            Console.Out.WriteLine(calibration is null
                ? "no calibration fits these models: answers carry uncalibrated scores. Fit one with 'ragqa models calibrate --dataset FILE'"
                : $"calibrated on {calibration.DataSet}, threshold {calibration.Threshold:0.000}");
            Console.Out.WriteLine(phrasing is null
                ? "no phrasing fits this reader: spans are chosen by their logits alone. Fit one with 'ragqa models phrasing --dataset FILE'"
                : $"phrasing fitted on {phrasing.Questions} questions of {string.Join(", ", phrasing.DataSets)}");
            return 0;
        });
        return command;
    }

    private static string TwinOf(ModelFolder model, IEnumerable<ModelFolder> models)
        => model.Manifest.HalfPrecisionOf is { } sha256
            ? $", in place of {models.FirstOrDefault(m => m.Manifest.Sha256 == sha256)?.Manifest.Name ?? "a model that is not here"} on a GPU"
            : "";
}
