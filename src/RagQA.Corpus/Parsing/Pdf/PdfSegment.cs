namespace RagQA.Corpus;

/// <summary>Words that stand beside each other on one line, without a gap as wide as between columns. Points, origin at the lower left.</summary>
/// <param name="Text">The words.</param>
/// <param name="Left">Left edge.</param>
/// <param name="Right">Right edge.</param>
/// <param name="Baseline">Height of the line that the letters stand on.</param>
/// <param name="Size">Size of the type.</param>
/// <param name="Bold">Whether most letters are bold.</param>
internal sealed record PdfSegment(string Text, double Left, double Right, double Baseline, double Size, bool Bold);
