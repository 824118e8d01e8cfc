namespace RagQA.Grains.Retrieval;

/// <summary>What the retriever is asked for, the same for a search and for a question.</summary>
internal sealed record RetrievalRequest
{
    public required CollectionDescription Collection { get; init; }

    public required string Query { get; init; }

    public required PassageScope Scope { get; init; }

    public required RetrievalMode Mode { get; init; }

    /// <summary>Passages wanted after fusion and verification.</summary>
    public required int Top { get; init; }
}
