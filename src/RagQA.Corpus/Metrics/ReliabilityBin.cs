namespace RagQA.Corpus;

/// <summary>Answers whose confidence lies in one tenth of the scale.</summary>
/// <param name="From">Lower end of the bin, which belongs to it.</param>
/// <param name="To">Upper end, which belongs to it only where it is 1.</param>
/// <param name="Count">Answers in it.</param>
/// <param name="Confidence">Their mean confidence.</param>
/// <param name="Right">Share of them that are right.</param>
public sealed record ReliabilityBin(double From, double To, int Count, double Confidence, double Right);
