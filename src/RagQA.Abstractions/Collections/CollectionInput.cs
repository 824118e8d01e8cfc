namespace RagQA;

/// <summary>How a collection is made.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.CollectionInput")]
public sealed record CollectionInput
{
    /// <summary>Whether its documents are about patients.</summary>
    [Id(0)] public CollectionKind Kind { get; init; }

    /// <summary>Number of partitions, 1–1024.</summary>
    [Id(1)] public int Partitions { get; init; } = 4;

    /// <summary>Questions shown to a first visitor.</summary>
    [Id(2)] public string[] ExampleQuestions { get; init; } = [];

    /// <summary>Copies of every partition, 1–8. Null: what the deployment says for a new collection, no change for one that is there.</summary>
    [Id(3)] public int? Replicas { get; init; }
}
