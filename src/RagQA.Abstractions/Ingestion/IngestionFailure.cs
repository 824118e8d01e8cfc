namespace RagQA;

/// <summary>A document that could not go in.</summary>
/// <param name="Document">Path of the file, or its id.</param>
/// <param name="Reason">What was wrong and what to do, without any of its text.</param>
[GenerateSerializer, Immutable, Alias("ragqa.IngestionFailure")]
public sealed record IngestionFailure([property: Id(0)] string Document, [property: Id(1)] string Reason);
