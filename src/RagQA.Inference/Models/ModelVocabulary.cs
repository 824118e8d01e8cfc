namespace RagQA.Inference;

/// <summary>The vocabulary that a manifest names.</summary>
/// <param name="File">File name, in the model's folder.</param>
/// <param name="Sha256">SHA-256 of the file, lower-case hexadecimal.</param>
public sealed record ModelVocabulary(string File, string Sha256);
