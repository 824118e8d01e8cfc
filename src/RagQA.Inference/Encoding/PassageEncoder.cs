namespace RagQA.Inference;

/// <summary>Turns passages into embeddings. Thread-safe; runs on the calling thread, which should be one of an <see cref="InferencePool"/>.</summary>
public sealed class PassageEncoder
{
    private readonly TextEncoder _encoder;

    internal PassageEncoder(TextEncoder encoder) => _encoder = encoder;

    /// <summary>Numbers in an embedding.</summary>
    public int Dimension => _encoder.Dimension;

    /// <summary>Tokens of a passage with special tokens, cut off at <see cref="ModelManifest.RecommendedMaxTokens"/>, special tokens counted. Cheap: needs no inference thread.</summary>
    /// <param name="text">The passage with title and section in front, as <see cref="EncodedText.Compose"/> puts it together.</param>
    public int[] Prepare(string text) => _encoder.Prepare(text, out _);

    /// <summary>The same, and tells whether anything was cut off.</summary>
    /// <param name="text">The passage with title and section in front, as <see cref="EncodedText.Compose"/> puts it together.</param>
    /// <param name="isTruncated">Whether the end of the text was cut off.</param>
    public int[] Prepare(string text, out bool isTruncated) => _encoder.Prepare(text, out isTruncated);

    /// <summary>Embedding of length 1, so that the inner product of two is their cosine (greater is better).</summary>
    /// <param name="tokenIds">What <see cref="Prepare(string)"/> returned.</param>
    /// <exception cref="ArgumentException">No tokens, too many, or tokens of another vocabulary.</exception>
    public float[] Encode(ReadOnlySpan<int> tokenIds) => _encoder.Encode(tokenIds);

    /// <summary>Prepares and encodes.</summary>
    /// <param name="text">The passage with title and section in front, as <see cref="EncodedText.Compose"/> puts it together.</param>
    public float[] Encode(string text) => _encoder.Encode(Prepare(text));
}
