namespace RagQA;

/// <summary>What a collection is and holds.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.CollectionDescription")]
public sealed record CollectionDescription
{
    /// <summary>Internal id, never reused; part of grain keys.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Name that users type: 1–64 of a–z, 0–9, '-' and '_'.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>Whether its documents are about patients.</summary>
    [Id(2)] public required CollectionKind Kind { get; init; }

    /// <summary>Number of partitions of the active generation.</summary>
    [Id(3)] public required int Partitions { get; init; }

    /// <summary>The active generation, from 1.</summary>
    [Id(4)] public required int Generation { get; init; }

    /// <summary>Number of the latest commit.</summary>
    [Id(5)] public long Revision { get; init; }

    /// <summary>Live documents.</summary>
    [Id(6)] public long Documents { get; init; }

    /// <summary>Live passages.</summary>
    [Id(7)] public long Passages { get; init; }

    /// <summary>When it was made.</summary>
    [Id(8)] public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a document last changed; null while empty.</summary>
    [Id(9)] public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Subjects of a patient collection that the caller may see; empty for a reference collection.</summary>
    [Id(10)] public string[] Subjects { get; init; } = [];

    /// <summary>Questions shown to a first visitor.</summary>
    [Id(11)] public string[] ExampleQuestions { get; init; } = [];

    /// <summary>Copies of every partition, each on a silo of its own as far as there are silos.</summary>
    [Id(12)] public int Replicas { get; init; } = 1;

    /// <summary>SHA-256 of the model that encoded the active generation; empty for the encoder that a silo has by default.</summary>
    [Id(13)] public string Encoder { get; init; } = "";
}
