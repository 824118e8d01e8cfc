namespace RagQA.Corpus;

/// <summary>A paragraph with the questions asked of it.</summary>
/// <param name="Context">Its text, as in the data set.</param>
/// <param name="Questions">Its questions, in the order of the data set.</param>
public sealed record SquadParagraph(string Context, IReadOnlyList<SquadQuestion> Questions);
