namespace RagQA.Index;

/// <summary>A passage as a partition takes it.</summary>
public sealed record PartitionEntry
{
    /// <summary>Id given by the store, never reused for another passage.</summary>
    public required long Id { get; init; }

    /// <summary>Document that it is a slice of.</summary>
    public required string DocumentId { get; init; }

    /// <summary>Attributes of the document: access labels, subject, type and date decide who may find the passage.</summary>
    public required DocumentAttributes Attributes { get; init; }

    /// <summary>What the passage is searched by, see <see cref="RagQA.EncodedText"/>; not kept.</summary>
    public required string EncodedText { get; init; }

    /// <summary>Its embedding <c>[dimension]</c>.</summary>
    public required ReadOnlyMemory<float> Embedding { get; init; }

    /// <summary>What <see cref="PartitionIndex.Fingerprints"/> gives of a partition that holds this passage.</summary>
    public UInt128 Fingerprint() =>
        PassageFingerprint.Of(PartitionDocument.Of(this), Embedding.Span, LexicalAnalyzer.PassageTerms(Attributes.Title, EncodedText).Length);
}
