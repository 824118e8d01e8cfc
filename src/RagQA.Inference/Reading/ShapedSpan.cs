namespace RagQA.Inference;

/// <summary>A span as the reader's logits give it, with what <see cref="Phrasing"/> weighs.</summary>
/// <param name="Range">Offsets in the passage.</param>
/// <param name="Score">Logits against "no answer", without any preference for its shape.</param>
/// <param name="Shape">Features in the order of <see cref="Phrasing.Features"/>.</param>
public sealed record ShapedSpan(TextRange Range, float Score, float[] Shape);
