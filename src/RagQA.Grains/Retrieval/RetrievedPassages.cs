namespace RagQA.Grains.Retrieval;

/// <summary>Verified passages, best first, with what it took to find them.</summary>
internal sealed record RetrievedPassages
{
    public required IReadOnlyList<RankedPassage> Passages { get; init; }

    public required Coverage Coverage { get; init; }

    /// <summary>How each partition that answered searched the embeddings.</summary>
    public required PartitionSearch[] Searches { get; init; }

    /// <summary>Words of the query that may be misspelt.</summary>
    public required SpellingSuggestion[] Spelling { get; init; }

    public required long Revision { get; init; }

    public required double EncodeMs { get; init; }

    /// <summary>Device that encoded the query; null when it was not encoded.</summary>
    public string? EncodeDevice { get; init; }

    public required double SearchMs { get; init; }

    public required double VerifyMs { get; init; }
}
