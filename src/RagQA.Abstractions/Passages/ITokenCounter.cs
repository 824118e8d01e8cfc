namespace RagQA;

/// <summary>Counts model tokens, so that passages can be cut to a length that the encoder was trained on.</summary>
public interface ITokenCounter
{
    /// <summary>Number of WordPiece tokens of <paramref name="text"/>, special tokens not counted; linear in its length.</summary>
    int Count(ReadOnlySpan<char> text);
}
