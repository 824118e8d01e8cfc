namespace RagQA.Web.Reading;

/// <summary>A paragraph of a document, cut where the quoted span begins and ends.</summary>
/// <param name="Pieces">Its text in order; never empty.</param>
/// <param name="IsInPassage">Whether it belongs to the passage that was read.</param>
public sealed record Paragraph(IReadOnlyList<TextPiece> Pieces, bool IsInPassage);
