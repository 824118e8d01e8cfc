namespace RagQA.Corpus;

/// <summary>What is seen on a page.</summary>
/// <param name="Number">Number, from 1.</param>
/// <param name="Height">Height in points.</param>
/// <param name="Segments">Its words in lines, in no order yet.</param>
internal sealed record PdfPage(int Number, double Height, IReadOnlyList<PdfSegment> Segments);
