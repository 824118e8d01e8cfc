namespace RagQA;

/// <summary>A bulk job: files and folders on the server's disk go into a collection.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.IngestionRequest")]
public sealed record IngestionRequest
{
    /// <summary>Name of the collection.</summary>
    [Id(0)] public required string Collection { get; init; }

    /// <summary>Absolute paths of files and folders that the server can read.</summary>
    [Id(1)] public required string[] Paths { get; init; }

    /// <summary>On whose behalf.</summary>
    [Id(2)] public Principal Principal { get; init; } = Principal.Local;
}
