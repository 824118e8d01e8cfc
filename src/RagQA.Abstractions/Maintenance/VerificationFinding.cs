namespace RagQA;

/// <summary>Something that a verification found wrong.</summary>
/// <param name="Part">Where: "store", "embeddings" or "index".</param>
/// <param name="Collection">Name of the collection; null when it concerns a file as a whole.</param>
/// <param name="Document">Id of the document; null when it concerns more than one.</param>
/// <param name="Problem">What was wrong and, unless it was repaired, what to do; never quotes text.</param>
/// <param name="Repaired">Whether it was put right.</param>
[GenerateSerializer, Immutable, Alias("ragqa.VerificationFinding")]
public sealed record VerificationFinding(
    [property: Id(0)] string Part,
    [property: Id(1)] string? Collection,
    [property: Id(2)] string? Document,
    [property: Id(3)] string Problem,
    [property: Id(4)] bool Repaired);
