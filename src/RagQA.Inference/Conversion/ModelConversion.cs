using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RagQA.Inference;

/// <summary>Makes the half-precision twin of a model from its weights: what a GPU runs in place of the int8 model.</summary>
public static class ModelConversion
{
    private const string Card = "CARD.md";

    /// <summary>Writes the folder of the twin: graph, vocabulary, manifest and card. It gets its name last, so a folder that is there is whole.</summary>
    /// <param name="weights">Safetensors file with the weights in half precision.</param>
    /// <param name="from">The model that has these weights: role, size and vocabulary are taken from it, and its recorded outputs tell whether the twin is right.</param>
    /// <param name="to">The new folder.</param>
    /// <returns>How near the twin comes to single precision.</returns>
    /// <exception cref="RagQAException">The weights are broken or of another model (<see cref="FailureKind.Invalid"/>), or the folder is there already (<see cref="FailureKind.Conflict"/>).</exception>
    /// <exception cref="ModelException">The model to convert cannot be used.</exception>
    public static ReferenceAgreement ToHalfPrecision(string weights, string from, string to)
    {
        ModelFolder model = ModelFolder.Open(from);
        to = Path.TrimEndingDirectorySeparator(Path.GetFullPath(to));
        if (Directory.Exists(to) || File.Exists(to))
        {
            throw new RagQAException(FailureKind.Conflict, $"'{to}' is there already: remove it first, or name another folder with --to.");
        }

        string unfinished = to + ".unfinished";
        try
        {
            // What an ended run left.
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }

            Directory.CreateDirectory(unfinished);
            ReferenceAgreement agreement = Write(weights, model, unfinished, Path.GetFileName(to));
            Directory.Move(unfinished, to);
            return agreement;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RagQAException(FailureKind.Unavailable, $"The folder '{to}' cannot be written: {exception.Message}", exception);
        }
        finally
        {
            if (Directory.Exists(unfinished))
            {
                Directory.Delete(unfinished, recursive: true);
            }
        }
    }

    private static ReferenceAgreement Write(string weights, ModelFolder model, string folder, string name)
    {
        // 1. The graph.
        byte[] graph;
        using (SafetensorsFile file = SafetensorsFile.Open(weights))
        {
            graph = BertGraph.Build(file, model.Manifest, model.Vocabulary.Count);
        }

        string graphFile = Path.Combine(folder, "model.onnx");
        File.WriteAllBytes(graphFile, graph);
        File.Copy(Path.Combine(model.Path, model.Manifest.Vocabulary.File), Path.Combine(folder, model.Manifest.Vocabulary.File));

        // 2. The manifest: the model's own, less what was measured on it.
        string manifestFile = Path.Combine(folder, ModelFolder.ManifestFile);
        JsonObject manifest = JsonNode.Parse(File.ReadAllBytes(Path.Combine(model.Path, ModelFolder.ManifestFile)))!.AsObject();
        manifest["name"] = name;
        manifest["file"] = Path.GetFileName(graphFile);
        manifest["sha256"] = Convert.ToHexStringLower(SHA256.HashData(graph));
        manifest["bytes"] = graph.Length;
        manifest["halfPrecisionOf"] = model.Manifest.Sha256;
        manifest["quantization"] = new JsonObject { ["kind"] = "fp16" };
        manifest.Remove("measured");
        Save(manifestFile, manifest);

        // 3. The gate: what does not compute what was recorded is not kept.
        ReferenceAgreement agreement = ReferenceAgreement.Measure(ModelFolder.Open(folder), Path.Combine(model.Path, ReferenceAgreement.File));
        if (!agreement.IsGood)
        {
            throw new RagQAException(
                FailureKind.Invalid,
                $"The weights '{weights}' are not those of '{model.Manifest.Name}': {agreement}. Take the weights that this model was made from.");
        }

        manifest["measured"] = new JsonObject { ["what"] = agreement.ToString() };
        Save(manifestFile, manifest);
        File.WriteAllText(Path.Combine(folder, Card), CardOf(name, model.Manifest, agreement));
        return agreement;
    }

    private static void Save(string path, JsonObject manifest)
        => File.WriteAllText(path, manifest.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));

    private static string CardOf(string name, ModelManifest manifest, ReferenceAgreement agreement) =>
        $"""
        # {name}

        **Use.** {manifest.Name} in half precision, for a GPU: a silo with one runs it in place of {manifest.Name} wherever that is asked for. Use, limits and data licences are those of its card.
        **Made** by `ragqa models convert` from the same weights. Attention and linear layers compute in half precision, pooling and heads in single.
        **Measured** on the CPU: {agreement}.

        """;
}
