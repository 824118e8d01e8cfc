namespace RagQA.Corpus;

/// <summary>A stretch of text with its number of tokens.</summary>
internal readonly record struct Piece(TextRange Range, int Tokens)
{
    /// <summary>Both pieces and what is between them; white space counts no tokens.</summary>
    public Piece With(Piece next) => new(new TextRange(Range.Start, next.Range.End), Tokens + next.Tokens);
}
