using System.Text.Json;

namespace RagQA.Inference;

/// <summary>
/// Which spans of a passage read like an answer: a log-linear preference over the shape of a span, added to its logits. It
/// chooses among the spans of a passage only; what they weigh together against "no answer" stays as the reader says.
/// Fitted by <c>ragqa models phrasing</c> and kept beside the models in <see cref="FileName"/>.
/// </summary>
public sealed record Phrasing
{
    /// <summary>Name of the file in the models directory.</summary>
    public const string FileName = "phrasing.json";

    /// <summary>Format that this program reads and writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Format of the file.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>Reader that it was fitted with, name@sha256.</summary>
    public required string Reader { get; init; }

    /// <summary>Data sets that it was fitted on, each with the first 12 characters of its SHA-256.</summary>
    public required IReadOnlyList<string> DataSets { get; init; }

    /// <summary>Questions that it was fitted on.</summary>
    public required int Questions { get; init; }

    /// <summary>Weights by feature, in logits.</summary>
    public required IReadOnlyDictionary<string, float> Weights { get; init; }

    /// <summary>Names of the features that can be weighed.</summary>
    public static IReadOnlyList<string> Features => PhraseShape.Names;

    /// <summary>Reads the file of a models directory; null where there is none or it was fitted with another reader.</summary>
    /// <param name="modelsDirectory">The models directory.</param>
    /// <param name="reader">Identity of the reader in use.</param>
    /// <exception cref="ModelException">The file is broken, newer than this program, or weighs an unknown feature.</exception>
    public static Phrasing? Find(string modelsDirectory, string reader)
    {
        string path = Path.Combine(modelsDirectory, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            Phrasing phrasing = JsonSerializer.Deserialize(File.ReadAllBytes(path), ModelManifestJson.Default.Phrasing)
                ?? throw new ModelException($"{FileName} is empty: run 'ragqa models phrasing' again.");
            return phrasing.FormatVersion != CurrentFormat || phrasing.Weights.Keys.Except(PhraseShape.Names).Any()
                ? throw new ModelException($"{FileName} was written by another version of this program: run 'ragqa models phrasing' again.")
                : phrasing.Reader == reader ? phrasing : null;
        }
        catch (JsonException e)
        {
            throw new ModelException($"{FileName} is not what 'ragqa models phrasing' writes: run it again.", e);
        }
    }

    /// <summary>Writes the file.</summary>
    public void Save(string modelsDirectory) => File.WriteAllText(
        Path.Combine(modelsDirectory, FileName), JsonSerializer.Serialize(this, ModelManifestJson.Default.Phrasing) + "\n");

    /// <summary>Preference for a span of this shape, in logits.</summary>
    internal float Of(ReadOnlySpan<float> shape)
    {
        float sum = 0;
        for (int i = 0; i < shape.Length; i++)
        {
            sum += shape[i] * Weights.GetValueOrDefault(PhraseShape.Names[i]);
        }

        return sum;
    }
}
