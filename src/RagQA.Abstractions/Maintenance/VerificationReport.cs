namespace RagQA;

/// <summary>What a verification of store, embeddings and partition indexes came to.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.VerificationReport")]
public sealed record VerificationReport
{
    /// <summary>Live documents whose text and facts were compared with their hashes.</summary>
    [Id(0)] public long Documents { get; init; }

    /// <summary>Live passages that were compared with the embeddings and the partition indexes.</summary>
    [Id(1)] public long Passages { get; init; }

    /// <summary>Partitions that were compared with the store.</summary>
    [Id(2)] public int Partitions { get; init; }

    /// <summary>What was wrong; empty when nothing was.</summary>
    [Id(3)] public VerificationFinding[] Findings { get; init; } = [];

    /// <summary>True when everything is right now: nothing was wrong, or all of it was repaired.</summary>
    public bool IsClean => Findings.All(f => f.Repaired);
}
