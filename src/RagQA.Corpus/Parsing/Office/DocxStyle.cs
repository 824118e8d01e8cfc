namespace RagQA.Corpus;

/// <summary>What a style says that matters for the text.</summary>
/// <param name="IsTitle">Whether it is the style of the document's title.</param>
/// <param name="OutlineLevel">Level of a heading from 0; null for other text.</param>
/// <param name="Number">Numbering and its level, if it numbers.</param>
/// <param name="IsHidden">Whether its text is not shown.</param>
internal sealed record DocxStyle(bool IsTitle, int? OutlineLevel, (int Id, int Level)? Number, bool IsHidden)
{
    public static DocxStyle None { get; } = new(false, null, null, false);
}
