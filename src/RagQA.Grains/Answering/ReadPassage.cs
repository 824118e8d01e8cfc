namespace RagQA.Grains.Answering;

/// <summary>A verified passage with what the reader made of it.</summary>
public sealed record ReadPassage(RankedPassage Passage, PassageReading Reading);
