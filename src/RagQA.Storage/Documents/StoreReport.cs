namespace RagQA.Storage;

/// <summary>What a verification of the document store found.</summary>
/// <param name="Documents">Live documents that were checked.</param>
/// <param name="Passages">Live passages that were checked.</param>
/// <param name="Findings">What was wrong.</param>
public sealed record StoreReport(long Documents, long Passages, IReadOnlyList<VerificationFinding> Findings);
