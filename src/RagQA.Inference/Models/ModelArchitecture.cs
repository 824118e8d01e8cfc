namespace RagQA.Inference;

/// <summary>Size of a network.</summary>
/// <param name="Layers">Transformer layers.</param>
/// <param name="Hidden">Width.</param>
/// <param name="Heads">Attention heads.</param>
/// <param name="MaxTokens">Most tokens of one input, special ones counted: the number of position embeddings.</param>
public sealed record ModelArchitecture(int Layers, int Hidden, int Heads, int MaxTokens);
