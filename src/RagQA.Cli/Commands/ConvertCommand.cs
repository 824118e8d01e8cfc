using System.CommandLine;
using RagQA.Inference;

namespace RagQA.Cli.Commands;

/// <summary>Makes the half-precision twin of a model, for silos with a GPU.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        var weights = new Option<string>("--weights") { Description = "Safetensors file with the model's weights in half precision", Required = true };
        var from = new Option<string>("--from") { Description = "The model with these weights: a folder, or its name in the models directory", Required = true };
        var to = new Option<string>("--to") { Description = "The new folder; default: beside the model, its name with fp16 for int8" };
        var json = SharedOptions.Json();
        var command = new Command(
            "convert",
            "Makes a model's half-precision twin from its weights and compares it with the model's recorded outputs; a silo with a GPU runs it in the model's place. "
            + "Example: ragqa models convert --weights encoder-fp16.safetensors --from encoder-minilm6-int8")
        {
            weights, from, to, json,
        };
        command.SetAction(parse =>
        {
            var model = parse.GetRequiredValue(from);
            model = Directory.Exists(model) ? model : Path.Combine(Locations.Models, model);
            var target = parse.GetValue(to) ?? NameOfTwin(Path.TrimEndingDirectorySeparator(model));
            var agreement = ModelConversion.ToHalfPrecision(parse.GetRequiredValue(weights), model, target);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(new { folder = target, agreement });
                return 0;
            }

            Console.Out.WriteLine($"{target}: {agreement}.");
            return 0;
        });
        return command;
    }

    private static string NameOfTwin(string model)
        => (model.EndsWith("-int8", StringComparison.Ordinal) ? model[..^"-int8".Length] : model) + "-fp16";
}
