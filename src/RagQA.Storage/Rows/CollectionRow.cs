namespace RagQA.Storage;

/// <summary>What a change needs to know of its collection.</summary>
internal sealed record CollectionRow(long Key, CollectionKind Kind, long Revision);
