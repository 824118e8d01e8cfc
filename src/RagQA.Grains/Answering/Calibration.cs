using System.Text.Json;
using System.Text.Json.Serialization;

namespace RagQA.Grains.Answering;

/// <summary>
/// How a score becomes "of answers scored like this, so many are right", and from where on a question counts as answered:
/// logistic calibration (Platt 1999) of an answer's features, then beta calibration of its value. Fitted per deployment and kept
/// apart from the models.
/// </summary>
public sealed record Calibration
{
    /// <summary>Format that this program reads and writes.</summary>
    public const int CurrentFormat = 2;

    /// <summary>Format of the file.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>Encoder that it was fitted with, name@sha256.</summary>
    public required string Encoder { get; init; }

    /// <summary>Reader that it was fitted with, name@sha256.</summary>
    public required string Reader { get; init; }

    /// <summary>Data set that it was fitted on, as shown to a reader of an answer.</summary>
    public required string DataSet { get; init; }

    /// <summary>SHA-256 of the data set's file.</summary>
    public required string DataSha256 { get; init; }

    /// <summary>When it was fitted.</summary>
    public required DateTimeOffset FittedAt { get; init; }

    /// <summary>Least calibrated confidence at which a question counts as answered, 0–1.</summary>
    public required double Threshold { get; init; }

    /// <summary>Constant of the logistic function.</summary>
    public required double Bias { get; init; }

    /// <summary>Weights of <see cref="AnswerFeatures"/> by name.</summary>
    public required IReadOnlyDictionary<string, double> Weights { get; init; }

    /// <summary>Second step; null leaves the logistic function's value as it is.</summary>
    public BetaScale? Beta { get; init; }

    /// <summary>Temperatures and weights of the marginalisation that the features were computed with.</summary>
    public AggregatorOptions Aggregation { get; init; } = new();

    /// <summary>Figures measured on data that was not used for fitting.</summary>
    public IReadOnlyDictionary<string, double> HeldOut { get; init; } = new Dictionary<string, double>();

    private static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    /// <summary>Calibrated confidence of an answer with these features.</summary>
    public double Confidence(AnswerFeatures features)
    {
        var logit = Bias + features.Values.Sum(f => Weights.GetValueOrDefault(f.Name) * f.Value);
        return 1 / (1 + Math.Exp(-(Beta?.Logit(logit) ?? logit)));
    }

    /// <summary>Reads a calibration file.</summary>
    /// <exception cref="RagQAException">The file is newer than this program, or broken.</exception>
    public static Calibration Load(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var calibration = JsonSerializer.Deserialize<Calibration>(file, Json)
                ?? throw new RagQAException($"{path} is empty: run 'ragqa models calibrate' again.");
            if (calibration.FormatVersion is < 1 or > CurrentFormat)
            {
                throw new RagQAException($"{path} has format {calibration.FormatVersion}; this program reads formats up to {CurrentFormat}. Run 'ragqa models calibrate' again.");
            }

            return calibration.Weights.Keys.Except(AnswerFeatures.Names).FirstOrDefault() is { } unknown
                ? throw new RagQAException($"{path} weighs the feature '{unknown}', which this program does not have. Run 'ragqa models calibrate' again.")
                : calibration;
        }
        catch (JsonException e)
        {
            throw new RagQAException($"{path} is not a calibration file: run 'ragqa models calibrate' again.", e);
        }
    }

    /// <summary>Writes the file: to a temporary name, flushed, then renamed.</summary>
    public void Save(string path)
    {
        var temporary = path + ".tmp";
        using (var file = File.Create(temporary))
        {
            JsonSerializer.Serialize(file, this, Json);
            file.Write("\n"u8);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
