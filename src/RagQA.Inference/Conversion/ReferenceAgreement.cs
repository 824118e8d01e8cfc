using System.Globalization;
using System.IO.Compression;
using System.Numerics.Tensors;
using System.Text.Json;

namespace RagQA.Inference;

/// <summary>How near a converted model comes to the recorded single-precision outputs of its weights (<c>reference.jsonl.gz</c>).</summary>
/// <param name="Role">What the model is for.</param>
/// <param name="Inputs">Recorded inputs.</param>
/// <param name="Equal">Encoder: embeddings with a cosine of at least 0.9999. Reader: best spans with the same begin and end.</param>
/// <param name="Farthest">Encoder: one less the least cosine. Reader: greatest difference of a best span's score.</param>
public sealed record ReferenceAgreement(ModelRole Role, int Inputs, int Equal, double Farthest)
{
    /// <summary>File with the recorded outputs, in the folder of the model that is converted.</summary>
    public const string File = "reference.jsonl.gz";

    private const double LeastCosine = 0.9999;

    /// <summary>Half precision moves a span's score by hundredths; other weights move it by whole numbers.</summary>
    private const double MostScoreDifference = 0.2;

    /// <summary>Whether the model may be used: all embeddings agree, or 97 of 100 spans with every score.</summary>
    public bool IsGood => Inputs > 0 && (Role == ModelRole.Encoder ? Equal == Inputs : Equal >= 0.97 * Inputs && Farthest <= MostScoreDifference);

    /// <inheritdoc />
    public override string ToString() => Role == ModelRole.Encoder
        ? string.Create(CultureInfo.InvariantCulture, $"{Equal} of {Inputs} embeddings reach a cosine of {LeastCosine} to single precision, the least {1 - Farthest:0.000000}")
        : string.Create(CultureInfo.InvariantCulture, $"{Equal} of {Inputs} best spans are those of single precision, scores differ by at most {Farthest:0.000}");

    /// <summary>Runs a model on every recorded input, on the CPU.</summary>
    /// <exception cref="RagQAException">The file is missing or cannot be read (<see cref="FailureKind.Invalid"/>).</exception>
    internal static ReferenceAgreement Measure(ModelFolder model, string path)
    {
        using var session = new ModelSession(model, CpuDevice.Instance);
        var tokenizer = new WordPieceTokenizer(model.Vocabulary);
        Func<JsonElement, (bool, double)> compare = model.Manifest.Role == ModelRole.Encoder
            ? CompareEmbedding(new TextEncoder(session, tokenizer, model.Manifest.PassagePrefix, model.Manifest.RecommendedMaxTokens))
            : CompareSpan(new SpanReader(session, tokenizer, phrasing: null, new InferenceOptions()), tokenizer);
        (bool IsEqual, double Difference)[] lines = [.. Read(path).Select(compare)];
        return new ReferenceAgreement(model.Manifest.Role, lines.Length, lines.Count(line => line.IsEqual), lines.Select(line => line.Difference).DefaultIfEmpty().Max());
    }

    private static Func<JsonElement, (bool, double)> CompareEmbedding(TextEncoder encoder) => line =>
    {
        float[] expected = [.. line.GetProperty("fp32").EnumerateArray().Select(number => number.GetSingle())];
        float[] found = encoder.Encode(encoder.Prepare(line.GetProperty("text").GetString()!, out _));
        double cosine = expected.Length == found.Length ? TensorPrimitives.CosineSimilarity<float>(found, expected) : double.NaN;
        return (cosine >= LeastCosine, double.IsNaN(cosine) ? 1 : 1 - cosine);
    };

    private static Func<JsonElement, (bool, double)> CompareSpan(SpanReader reader, WordPieceTokenizer tokenizer) => line =>
    {
        TokenizedText passage = tokenizer.Encode(line.GetProperty("passage").GetString()!);
        TokenSpan best = reader.ReadLogits(reader.PrepareQuestion(line.GetProperty("question").GetString()!), passage).Spans[0];
        JsonElement expected = line.GetProperty("fp32");
        bool isEqual = passage.Offsets[best.First].Start == expected.GetProperty("start").GetInt32()
            && passage.Offsets[best.Last].End == expected.GetProperty("end").GetInt32();
        return (isEqual, Math.Abs(expected.GetProperty("spanScore").GetSingle() - best.Score));
    };

    private static List<JsonElement> Read(string path)
    {
        try
        {
            using var gzip = new GZipStream(System.IO.File.OpenRead(path), CompressionMode.Decompress);
            using var reader = new StreamReader(gzip);
            var lines = new List<JsonElement>();
            while (reader.ReadLine() is { } line)
            {
                lines.Add(JsonElement.Parse(line));
            }

            return lines;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or JsonException)
        {
            throw new RagQAException(
                FailureKind.Invalid,
                $"The recorded outputs '{path}' are missing or cannot be read, so nothing tells whether the weights are this model's: copy the whole model folder again.",
                exception);
        }
    }
}
