namespace RagQA.Corpus;

/// <summary>Sizes of passages.</summary>
public sealed record SplitterOptions
{
    /// <summary>Tokens up to which sentences and small paragraphs are put together. Default 130.</summary>
    public int TargetTokens { get; init; } = 130;

    /// <summary>Tokens that a passage never exceeds, a single unbroken word aside; a paragraph up to this size stays whole. Default 180: with title and section it fits the 190 tokens that the encoder was trained on, and 240 answered no better.</summary>
    public int MaxTokens { get; init; } = 180;

    /// <summary>Tokens below which a passage is put to a neighbour of its section where that fits. Default 30.</summary>
    public int MinTokens { get; init; } = 30;

    /// <summary>Characters that a passage never exceeds, whatever they count in tokens. Default 4000.</summary>
    public int MaxCharacters { get; init; } = 4000;

    /// <summary>
    /// Tokens up to which the last sentence of a passage is repeated at the start of the next one of its section, so that a
    /// statement is found together with the one it refers to. Default 45; 0 for passages without overlap.
    /// </summary>
    public int OverlapTokens { get; init; } = 45;

    /// <exception cref="ArgumentException">The sizes contradict each other.</exception>
    internal void Check()
    {
        if (MinTokens < 0 || OverlapTokens < 0 || TargetTokens < 1 || TargetTokens < MinTokens || MaxTokens < TargetTokens || MaxCharacters < 16)
        {
            throw new ArgumentException(
                "Sizes must be 0 ≤ MinTokens ≤ TargetTokens ≤ MaxTokens, TargetTokens at least 1, MaxCharacters at least 16 and OverlapTokens not negative.");
        }
    }
}
