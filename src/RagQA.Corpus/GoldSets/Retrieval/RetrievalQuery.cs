namespace RagQA.Corpus;

/// <summary>A query of a retrieval set with its judgements.</summary>
/// <param name="Id">Id within the set.</param>
/// <param name="Text">What is looked for.</param>
/// <param name="Grades">Grade of each judged document by its id; more than 0 is relevant.</param>
public sealed record RetrievalQuery(string Id, string Text, IReadOnlyDictionary<string, int> Grades);
