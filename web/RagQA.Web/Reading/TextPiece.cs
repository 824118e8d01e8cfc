namespace RagQA.Web.Reading;

/// <summary>A run of text on the reader's page.</summary>
/// <param name="Text">The text, word for word.</param>
/// <param name="IsMarked">Whether it is part of the quoted span.</param>
public readonly record struct TextPiece(string Text, bool IsMarked);
