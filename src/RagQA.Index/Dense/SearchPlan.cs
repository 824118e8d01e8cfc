namespace RagQA.Index;

/// <summary>How an index searched, and why so.</summary>
/// <param name="Method">In a word: exact, graph or faiss-flat.</param>
/// <param name="Reason">In a sentence, with the numbers that decided.</param>
public sealed record SearchPlan(string Method, string Reason);
