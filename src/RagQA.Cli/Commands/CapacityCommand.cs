using System.CommandLine;
using System.Globalization;
using RagQA.Cli.Capacity;

namespace RagQA.Cli.Commands;

/// <summary>Silos, memory, disk and time for a number of passages, computed from measured figures.</summary>
internal static class CapacityCommand
{
    private const double MostPassages = 1e13;

    public static Command Create()
    {
        var passages = Number("--passages", "Passages of all collections, such as 2e6", 1, MostPassages);
        passages.Required = true;
        var dimension = new Option<int?>("--dimension") { Description = "Numbers per embedding [default: as measured]" };
        var replicas = new Option<int>("--replicas") { Description = "Copies of each partition, on different silos", DefaultValueFactory = _ => 2 };
        var partitions = new Option<long?>("--partitions") { Description = "Partitions [default: one for each million passages, at least 4]" };
        var questions = Number("--questions-per-second", "Questions in a second at the busiest time", 0, 1e9, 10);
        var memory = new Option<double>("--silo-memory")
        {
            Description = "Memory of a silo [default: 64GiB]",
            DefaultValueFactory = _ => 64 * Math.Pow(2, 30),
            CustomParser = result =>
            {
                if (Quantity.TryParseBytes(result.Tokens.Single().Value, out var bytes) && bytes >= 1)
                {
                    return bytes;
                }

                result.AddError("--silo-memory needs a size such as 64GiB or 512MiB.");
                return 0;
            },
        };
        var cores = new Option<int>("--silo-cores") { Description = "Cores of a silo", DefaultValueFactory = _ => 16 };
        var gpu = Number("--gpu-passages-per-second", "Passages that one GPU encodes in a second, if measured elsewhere", 1e-6, 1e9);
        var figures = new Option<string>("--figures") { Description = "File with figures [default: capacity.json of the data directory, else those of the program]" };
        var (data, json) = (SharedOptions.DataDirectory(), SharedOptions.Json());
        InRange(dimension, 1, 65_536);
        InRange(replicas, 1, 100);
        InRange(partitions, 1, 1_000_000_000);
        InRange(cores, 1, 4096);
        var command = new Command("capacity", "Computes silos, memory, disk and time from figures measured on this build. Example: ragqa capacity --passages 8.5e9 --silo-memory 512GiB")
        {
            passages, dimension, replicas, partitions, questions, memory, cores, gpu, figures, data, json,
        };
        command.Subcommands.Add(Measure());
        command.SetAction(parse =>
        {
            var measured = parse.GetValue(figures) is { } file ? CapacityFigures.Read(file) : CapacityFigures.Find(parse.GetRequiredValue(data));
            var request = new CapacityRequest
            {
                Passages = parse.GetValue(passages)!.Value,
                Dimension = parse.GetValue(dimension),
                Replicas = parse.GetValue(replicas),
                Partitions = parse.GetValue(partitions),
                QuestionsPerSecond = parse.GetValue(questions)!.Value,
                SiloMemory = parse.GetValue(memory),
                SiloCores = parse.GetValue(cores),
                DevicePassagesPerSecond = parse.GetValue(gpu),
            };
            var plan = CapacityPlan.Of(measured, request);
            if (parse.GetValue(json))
            {
                Terminal.WriteJson(new { request, plan, figures = measured });
                return 0;
            }

            CapacityText.Write(plan, measured, request, Console.Out);
            return 0;
        });
        return command;
    }

    private static Command Measure()
    {
        var output = new Option<string>("--output") { Description = "File for the figures [default: capacity.json of the data directory]" };
        var dimension = new Option<int>("--dimension") { Description = "Numbers per embedding", DefaultValueFactory = _ => 384 };
        var (data, verbose) = (SharedOptions.DataDirectory(), SharedOptions.Verbose());
        InRange(dimension, 1, 65_536);
        var command = new Command("measure", "Measures the figures on this machine; takes about two minutes on two cores. Example: ragqa capacity measure") { output, dimension, data, verbose };
        command.SetAction(async (parse, ct) =>
        {
            var path = parse.GetValue(output) ?? Path.Combine(parse.GetRequiredValue(data), CapacityFigures.FileName);
            var figures = await CapacityMeasure.RunAsync(parse.GetValue(dimension), parse.GetValue(verbose), step => Console.Error.WriteLine($"ragqa: {step} …"), ct);
            figures.Save(path);
            Console.Out.WriteLine(path);
            return 0;
        });
        return command;
    }

    private static Option<double?> Number(string name, string description, double least, double most, double? @default = null)
    {
        var option = new Option<double?>(name)
        {
            Description = description,
            CustomParser = result =>
            {
                if (Quantity.TryParse(result.Tokens.Single().Value, out var number) && number >= least && number <= most)
                {
                    return number;
                }

                result.AddError(FormattableString.Invariant($"{name} needs a number from {least:G} to {most:G}."));
                return null;
            },
        };

        // A default, even an empty one, would stand for an option that is required and missing.
        if (@default is not null)
        {
            option.DefaultValueFactory = _ => @default;
        }

        return option;
    }

    private static void InRange<T>(Option<T> option, long least, long most)
        => option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<T>() is { } value && Convert.ToInt64(value, CultureInfo.InvariantCulture) is var number && (number < least || number > most))
            {
                result.AddError($"{option.Name} needs a number from {least} to {most}.");
            }
        });
}
