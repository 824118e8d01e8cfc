using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace RagQA.Tests.Inference;

/// <summary>
/// A models directory with a second encoder, made of the shipped one: its graph says in its documentation string that it is another
/// (so that its hash is another), and it puts words in front of every text (so that its embeddings are).
/// </summary>
internal sealed class SecondEncoder : IDisposable
{
    /// <summary>Name of its folder and of the model.</summary>
    public const string Name = "encoder-second";

    /// <summary>Put in front of questions and passages.</summary>
    public const string Prefix = "The keys of the drug cupboard of the pink ward: ";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ragqa-models-");

    /// <summary>Makes the directory, with the shipped models as links.</summary>
    public SecondEncoder()
    {
        foreach (string model in Directory.EnumerateFileSystemEntries(RepositoryRoot.Combine("models")))
        {
            File.CreateSymbolicLink(Path.Combine(ModelsDirectory, Path.GetFileName(model)), model);
        }

        string shipped = RepositoryRoot.Combine("models", "encoder-minilm6-int8");
        string second = Directory.CreateDirectory(Path.Combine(ModelsDirectory, Name)).FullName;

        // Of a field that comes twice the last one counts; this is doc_string, number 6, of ONNX' ModelProto.
        byte[] graph = [.. File.ReadAllBytes(Path.Combine(shipped, "model.onnx")), 0x32, 6, .. "second"u8];
        File.WriteAllBytes(Path.Combine(second, "model.onnx"), graph);
        File.Copy(Path.Combine(shipped, "vocab.txt"), Path.Combine(second, "vocab.txt"));
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(shipped, "manifest.json")))!;
        FirstHash = manifest["sha256"]!.GetValue<string>();
        Hash = Convert.ToHexStringLower(SHA256.HashData(graph));
        (manifest["name"], manifest["sha256"], manifest["questionPrefix"], manifest["passagePrefix"]) = (Name, Hash, Prefix, Prefix);
        File.WriteAllText(Path.Combine(second, "manifest.json"), manifest.ToJsonString());
    }

    /// <summary>The models directory.</summary>
    public string ModelsDirectory => _folder.FullName;

    /// <summary>SHA-256 of the second encoder's graph.</summary>
    public string Hash { get; }

    /// <summary>SHA-256 of the shipped encoder's graph.</summary>
    public string FirstHash { get; }

    public void Dispose() => _folder.Delete(recursive: true);
}
