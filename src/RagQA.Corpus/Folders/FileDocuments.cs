namespace RagQA.Corpus;

/// <summary>What loading one file gave.</summary>
/// <param name="Documents">Documents in the order of the file.</param>
/// <param name="Failures">What could not be loaded: the file as a whole, or lines of it.</param>
public sealed record FileDocuments(IReadOnlyList<NamedDocument> Documents, IReadOnlyList<IngestionFailure> Failures);
