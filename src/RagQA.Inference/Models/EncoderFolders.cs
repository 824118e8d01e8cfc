namespace RagQA.Inference;

/// <summary>The encoders of a models directory, by what their manifests say; nothing is loaded.</summary>
public static class EncoderFolders
{
    /// <summary>The folder of an encoder.</summary>
    /// <param name="modelsDirectory">Directory that holds one folder per model.</param>
    /// <param name="encoder">Name of the folder, name of the model, or its SHA-256.</param>
    /// <returns>Path of the folder, and its manifest.</returns>
    /// <exception cref="ModelException">There is none, or another folder has the same model with other prefixes: their embeddings could not be told apart.</exception>
    public static (string Path, ModelManifest Manifest) Find(string modelsDirectory, string encoder)
    {
        ArgumentException.ThrowIfNullOrEmpty(encoder);
        (string Path, ModelManifest Manifest)[] all = [.. ModelManifest.List(modelsDirectory).Where(m => m.Manifest.Role == ModelRole.Encoder)];
        (string Path, ModelManifest Manifest) found = all.FirstOrDefault(e => encoder == Path.GetFileName(e.Path) || encoder == e.Manifest.Name || encoder == e.Manifest.Sha256);
        if (found.Path is null)
        {
            throw new ModelException(
                $"The encoder '{encoder}' is not in '{modelsDirectory}': copy its folder there (manifest.json, graph and vocabulary), on every silo. Those there are: {string.Join(", ", all.Select(e => e.Manifest.Name))}.");
        }

        return all.FirstOrDefault(e => e.Manifest.Sha256 == found.Manifest.Sha256 && !HasSameInput(e.Manifest, found.Manifest)).Path is not { } other
            ? found
            : throw new ModelException($"'{found.Path}' and '{other}' hold the same graph with other prefixes or lengths: keep one of them.");
    }

    private static bool HasSameInput(ModelManifest one, ModelManifest other)
        => one.QuestionPrefix == other.QuestionPrefix
            && one.PassagePrefix == other.PassagePrefix
            && one.RecommendedMaxTokens == other.RecommendedMaxTokens
            && one.Vocabulary.Sha256 == other.Vocabulary.Sha256;
}
