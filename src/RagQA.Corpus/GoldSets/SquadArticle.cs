namespace RagQA.Corpus;

/// <summary>An article of a gold set.</summary>
/// <param name="Title">Its title; empty where the data set gives none.</param>
/// <param name="Paragraphs">Its paragraphs, in the order of the data set.</param>
public sealed record SquadArticle(string Title, IReadOnlyList<SquadParagraph> Paragraphs);
