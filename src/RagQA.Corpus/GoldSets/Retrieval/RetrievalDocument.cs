namespace RagQA.Corpus;

/// <summary>A document of a retrieval set.</summary>
/// <param name="Id">Id within the set.</param>
/// <param name="Title">Its title; empty where the set gives none.</param>
/// <param name="Text">Its text.</param>
public sealed record RetrievalDocument(string Id, string Title, string Text);
