namespace RagQA.Index;

/// <summary>The distinct terms of a question.</summary>
/// <param name="Terms">Hashes in rising order.</param>
/// <param name="Multiplicities">How often each occurs.</param>
public sealed record LexicalQuestion(ulong[] Terms, int[] Multiplicities);
