namespace RagQA.Corpus;

/// <summary>A gold answer of a question.</summary>
/// <param name="Text">The answer as the data set spells it.</param>
/// <param name="Start">Where it starts in the paragraph, UTF-16 code units; null where the data set's offset does not point at it.</param>
public sealed record SquadAnswer(string Text, int? Start);
