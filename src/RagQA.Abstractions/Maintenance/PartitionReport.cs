namespace RagQA;

/// <summary>What a partition found when it compared itself with the store.</summary>
/// <param name="Passages">Live passages of the partition.</param>
/// <param name="Findings">What was wrong.</param>
[GenerateSerializer, Immutable, Alias("ragqa.PartitionReport")]
public sealed record PartitionReport([property: Id(0)] long Passages, [property: Id(1)] VerificationFinding[] Findings);
