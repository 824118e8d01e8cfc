using System.Security.Cryptography;

namespace RagQA.Inference;

/// <summary>
/// A folder with a model: <c>manifest.json</c>, the graph and the vocabulary. Nothing of it reaches ONNX Runtime or the tokenizer
/// before its hash has been compared with the manifest.
/// </summary>
public sealed class ModelFolder
{
    internal const string ManifestFile = "manifest.json";

    private ModelFolder(string path, ModelManifest manifest, Vocabulary vocabulary)
    {
        Path = path;
        Manifest = manifest;
        Vocabulary = vocabulary;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>What the folder says of its model.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>The verified vocabulary.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>Name and hash, <c>name@sha256</c>: written into answers and the key of stored embeddings.</summary>
    public string Identity => $"{Manifest.Name}@{Manifest.Sha256}";

    /// <summary>Opens a folder and verifies both files.</summary>
    /// <exception cref="ModelException">The folder or a file is missing, a hash differs, or the manifest cannot be used.</exception>
    public static ModelFolder Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path))
        {
            throw new ModelException($"There is no model folder '{path}': set the models directory, or copy the model there.");
        }

        ModelManifest manifest = ModelManifest.Parse(ReadFile(path, ManifestFile), path);
        byte[] vocabulary = ReadVerified(path, manifest.Vocabulary.File, manifest.Vocabulary.Sha256);
        Verify(path, manifest.File, manifest.Sha256);
        return new ModelFolder(path, manifest, Vocabulary.Parse(vocabulary));
    }

    /// <summary>Opens a folder whose model must have a given role.</summary>
    /// <exception cref="ModelException">As <see cref="Open(string)"/>, or the model has another role.</exception>
    public static ModelFolder Open(string path, ModelRole role)
    {
        ModelFolder folder = Open(path);
        folder.Require(role);
        return folder;
    }

    /// <summary>The folder beside this one that holds the same weights in half precision; null when there is none.</summary>
    /// <exception cref="ModelException">It is there and cannot be used.</exception>
    internal ModelFolder? HalfPrecisionTwin()
    {
        string beside = System.IO.Path.GetDirectoryName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(Path)))!;
        return ModelManifest.List(beside).Where(m => m.Manifest.HalfPrecisionOf == Manifest.Sha256).Select(m => Open(m.Path, Manifest.Role)).FirstOrDefault();
    }

    /// <summary>Bytes of the graph, verified again as they are read, so that a file changed since <see cref="Open(string)"/> is refused too.</summary>
    internal byte[] ReadGraph() => ReadVerified(Path, Manifest.File, Manifest.Sha256);

    /// <summary>Refuses a model of another role.</summary>
    internal void Require(ModelRole role)
    {
        if (Manifest.Role != role)
        {
            throw new ModelException(
                $"The model in '{Path}' is for the role {Name(Manifest.Role)} and is used as {Name(role)}: name a folder of the role {Name(role)} in the options.");
        }
    }

    private static string Name(ModelRole role) => role == ModelRole.Encoder ? "encoder" : "reader";

    private static byte[] ReadVerified(string path, string file, string sha256)
    {
        byte[] content = ReadFile(path, file);
        Compare(path, file, SHA256.HashData(content), sha256);
        return content;
    }

    private static void Verify(string path, string file, string sha256)
    {
        try
        {
            using FileStream stream = File.OpenRead(System.IO.Path.Combine(path, file));
            Compare(path, file, SHA256.HashData(stream), sha256);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, file, exception);
        }
    }

    private static void Compare(string path, string file, byte[] found, string expected)
    {
        if (!string.Equals(Convert.ToHexStringLower(found), expected, StringComparison.Ordinal))
        {
            throw new ModelException(
                $"'{file}' in '{path}' is not the file that its manifest names (SHA-256 differs): copy the whole model folder again.");
        }
    }

    private static byte[] ReadFile(string path, string file)
    {
        try
        {
            return File.ReadAllBytes(System.IO.Path.Combine(path, file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, file, exception);
        }
    }

    private static ModelException Unreadable(string path, string file, Exception exception) =>
        new($"'{file}' in the model folder '{path}' is missing or cannot be read: copy the whole model folder again.", exception);
}
