namespace RagQA.Corpus;

/// <summary>A parsed document with the id and the attributes under which it goes into a collection.</summary>
/// <param name="Id">Id within the collection.</param>
/// <param name="Document">The document; its attributes are final, and its title is never null.</param>
public sealed record NamedDocument(string Id, ParsedDocument Document);
