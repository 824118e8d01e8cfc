using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RagQA.Inference;

/// <summary><c>manifest.json</c> of a model folder. Properties that this version does not know are ignored.</summary>
/// <remarks>The generated reader sets a property that is not in the file to null, so the defaults stand in the setters too.</remarks>
public sealed record ModelManifest
{
    /// <summary>Newest format that this version reads.</summary>
    public const int SupportedFormat = 1;

    /// <summary>Format of the manifest, from 1.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>Name of the model, for instance <c>encoder-minilm6-int8</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the model, a date.</summary>
    public string Version { get; init => field = value ?? ""; } = "";

    /// <summary>What the model is for.</summary>
    public required ModelRole Role { get; init; }

    /// <summary>File name of the graph, in the same folder.</summary>
    public string File { get; init => field = value ?? "model.onnx"; } = "model.onnx";

    /// <summary>SHA-256 of <see cref="File"/>, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The vocabulary and its hash.</summary>
    public required ModelVocabulary Vocabulary { get; init; }

    /// <summary>Size of the network.</summary>
    public required ModelArchitecture Architecture { get; init; }

    /// <summary>SHA-256 of the model whose weights this one has in half precision; null for a model of its own.</summary>
    public string? HalfPrecisionOf { get; init; }

    /// <summary>Encoder: numbers in an embedding.</summary>
    public int Dimension { get; init; }

    /// <summary>Encoder: put in front of a question.</summary>
    public string QuestionPrefix { get; init => field = value ?? ""; } = "";

    /// <summary>Encoder: put in front of a passage.</summary>
    public string PassagePrefix { get; init => field = value ?? ""; } = "";

    /// <summary>Tokens, special ones counted, that the model does well with; never above <see cref="ModelArchitecture.MaxTokens"/>.</summary>
    public required int RecommendedMaxTokens { get; init; }

    /// <summary>Reader: tokens that neighbouring windows of a long passage share.</summary>
    public int Stride { get; init; }

    /// <summary>Reader: longest answer in tokens.</summary>
    public int MaxAnswerTokens { get; init; }

    /// <summary>Licence of the weights, an SPDX identifier.</summary>
    public string Licence { get; init => field = value ?? ""; } = "";

    /// <summary>Reads and checks a manifest.</summary>
    /// <param name="utf8">Bytes of the file.</param>
    /// <param name="where">The folder, for messages.</param>
    /// <exception cref="ModelException">The manifest is broken, newer than this version, or its numbers contradict each other.</exception>
    public static ModelManifest Parse(ReadOnlySpan<byte> utf8, string where)
    {
        // The format comes first and alone: a newer manifest may lack what today's properties require.
        int format = Read(utf8, where, ModelManifestJson.Default.ManifestFormat).FormatVersion;
        if (format is < 1 or > SupportedFormat)
        {
            throw new ModelException(
                $"The manifest in '{where}' has format {format} and this version reads 1 to {SupportedFormat}: update RagQA or take an older model.");
        }

        ModelManifest manifest = Read(utf8, where, ModelManifestJson.Default.ModelManifest);
        manifest.Check(where);
        return manifest;
    }

    /// <summary>The folders of a models directory with their manifests, by name; their files are not verified.</summary>
    /// <exception cref="ModelException">There is no such directory, or a manifest cannot be used.</exception>
    internal static IEnumerable<(string Path, ModelManifest Manifest)> List(string modelsDirectory)
    {
        if (!Directory.Exists(modelsDirectory))
        {
            throw new ModelException($"There is no models directory '{modelsDirectory}': set it, or copy the models there.");
        }

        foreach (string path in Directory.EnumerateDirectories(modelsDirectory).Order(StringComparer.Ordinal))
        {
            string file = Path.Combine(path, ModelFolder.ManifestFile);
            if (System.IO.File.Exists(file))
            {
                yield return (path, Parse(System.IO.File.ReadAllBytes(file), path));
            }
        }
    }

    private static T Read<T>(ReadOnlySpan<byte> utf8, string where, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, type)
                ?? throw new ModelException($"The manifest in '{where}' is empty: copy the model's folder again.");
        }
        catch (JsonException exception)
        {
            throw new ModelException($"The manifest in '{where}' is not readable: copy the model's folder again.", exception);
        }
    }

    private void Check(string where)
    {
        string? wrong = this switch
        {
            { Name.Length: 0 } => "name is empty",
            _ when !IsHash(Sha256) => "sha256 is not 64 hexadecimal digits",
            { HalfPrecisionOf: { } twin } when !IsHash(twin) => "halfPrecisionOf is not 64 hexadecimal digits",
            _ when !IsHash(Vocabulary.Sha256) => "vocabulary.sha256 is not 64 hexadecimal digits",
            _ when !IsFileName(File) || !IsFileName(Vocabulary.File) => "a file lies outside the folder",
            _ when Architecture.MaxTokens < 8 => "architecture.maxTokens is below 8",
            _ when RecommendedMaxTokens < 8 || RecommendedMaxTokens > Architecture.MaxTokens => "recommendedMaxTokens is not between 8 and maxTokens",
            { Role: ModelRole.Encoder, Dimension: < 1 } => "dimension is missing",
            { Role: ModelRole.Reader, MaxAnswerTokens: < 1 } => "maxAnswerTokens is missing",
            { Role: ModelRole.Reader } when Stride < 0 || Stride >= RecommendedMaxTokens / 2 => "stride is not between 0 and half of recommendedMaxTokens",
            _ => null,
        };
        if (wrong is not null)
        {
            throw new ModelException($"The manifest in '{where}' contradicts itself ({wrong}): copy the model's folder again.");
        }
    }

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private static bool IsFileName(string name) => name.Length > 0 && name is not ("." or "..") && name.AsSpan().IndexOfAny('/', '\\') < 0;
}
