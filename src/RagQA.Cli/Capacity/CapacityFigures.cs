using System.Text.Json;
using RagQA.Index;

namespace RagQA.Cli.Capacity;

/// <summary>What was measured on a build and a machine, from which a capacity is computed.</summary>
internal sealed record CapacityFigures
{
    /// <summary>The only format so far.</summary>
    public const int CurrentFormatVersion = 1;

    /// <summary>File in the data directory that wins over the figures that come with the program.</summary>
    public const string FileName = "capacity.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, RespectRequiredConstructorParameters = true };

    public required int FormatVersion { get; init; }

    public required DateOnly Measured { get; init; }

    /// <summary>Version of the program.</summary>
    public required string Build { get; init; }

    public required string Processor { get; init; }

    /// <summary>Numbers per embedding.</summary>
    public required int Dimension { get; init; }

    /// <summary>Partitions of rising size, at least two.</summary>
    public required IndexPoint[] Index { get; init; }

    /// <summary>Bytes of the store for one more passage: its share of the document's text, its places, its embedding.</summary>
    public required double StoreBytesPerPassage { get; init; }

    /// <summary>Processor time of ingesting one passage, encoding included.</summary>
    public required double IngestionCpuSecondsPerPassage { get; init; }

    /// <summary>Processor time of a question without the search of large partitions: encoding, reading, grains.</summary>
    public required double QuestionCpuSeconds { get; init; }

    /// <summary>Memory of a silo without any partition: models, runtime, caches.</summary>
    public required long SiloBytes { get; init; }

    /// <summary>Passages that a device of its own encodes in a second; null where there was none.</summary>
    public double? DevicePassagesPerSecond { get; init; }

    /// <summary>The figures measured in this data directory, else those of the program.</summary>
    public static CapacityFigures Find(string dataDirectory)
    {
        var own = Path.Combine(dataDirectory, FileName);
        return File.Exists(own) ? Read(own) : OfProgram();
    }

    /// <summary>The figures that come with the program.</summary>
    public static CapacityFigures OfProgram()
    {
        using var stream = typeof(CapacityFigures).Assembly.GetManifestResourceStream(FileName)!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return Parse(memory.ToArray(), FileName);
    }

    /// <exception cref="RagQAException">The file is missing or is not one with figures (invalid).</exception>
    public static CapacityFigures Read(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RagQAException(FailureKind.Invalid, $"The figures '{path}' cannot be read: make them with 'ragqa capacity measure'.", exception);
        }
    }

    public void Save(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path + ".tmp", JsonSerializer.Serialize(this, Json));
        File.Move(path + ".tmp", path, overwrite: true);
    }

    /// <summary>Memory that one copy of a partition needs: its own, and of its files what every search touches, the codes and the graph.</summary>
    public double MemoryBytes(double passages, int dimension) => OwnBytes(passages) + CodeBytes(passages, dimension) + GraphBytes(passages);

    public double OwnBytes(double passages) => Along(passages, point => point.OwnBytes);

    public double GraphBytes(double passages) => Along(passages, point => point.GraphBytes);

    public static double CodeBytes(double passages, int dimension) => passages * Codes.Length(dimension);

    /// <summary>Files of one copy of a partition.</summary>
    public double DiskBytes(double passages, int dimension)
        => Along(passages, point => point.DiskBytes)
            + (passages * (((dimension - Dimension) * sizeof(float)) + Codes.Length(dimension) - Codes.Length(Dimension)));

    public double SearchSeconds(double passages) => Along(passages, point => point.SearchSeconds);

    /// <summary>Between two measured sizes and beyond the last along a straight line: word lists and graphs do not grow evenly from nothing.</summary>
    private double Along(double passages, Func<IndexPoint, double> figure)
    {
        var to = Array.FindIndex(Index, 1, point => point.Passages >= passages);
        var (first, second) = to < 0 ? (Index[^2], Index[^1]) : (Index[to - 1], Index[to]);
        var slope = (figure(second) - figure(first)) / (second.Passages - first.Passages);
        return Math.Max(0, figure(first) + (slope * (passages - first.Passages)));
    }

    private static CapacityFigures Parse(byte[] bytes, string where)
    {
        try
        {
            var figures = JsonSerializer.Deserialize<CapacityFigures>(bytes, Json);
            return figures is { FormatVersion: CurrentFormatVersion, Dimension: > 0, SiloBytes: > 0, Index.Length: >= 2 }
                && figures.Index.Zip(figures.Index.Skip(1)).All(pair => pair.First.Passages < pair.Second.Passages)
                && double.IsFinite(figures.StoreBytesPerPassage + figures.IngestionCpuSecondsPerPassage + figures.QuestionCpuSeconds)
                ? figures
                : throw new JsonException("The figures are incomplete.");
        }
        catch (JsonException exception)
        {
            throw new RagQAException(FailureKind.Invalid, $"'{where}' is not a file with figures of this version: make it again with 'ragqa capacity measure'.", exception);
        }
    }
}
