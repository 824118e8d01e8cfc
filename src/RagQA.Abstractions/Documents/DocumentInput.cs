namespace RagQA;

/// <summary>A document that is handed in: either text, or the bytes of a file with its name.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.DocumentInput")]
public sealed record DocumentInput
{
    /// <summary>Id within its collection, 1–256 characters; the same id again is a new version.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Plain text; null when <see cref="Content"/> is set.</summary>
    [Id(1)] public string? Text { get; init; }

    /// <summary>Bytes of a file; null when <see cref="Text"/> is set.</summary>
    [Id(2)] public byte[]? Content { get; init; }

    /// <summary>Name of the file; its extension chooses the parser.</summary>
    [Id(3)] public string? FileName { get; init; }

    /// <summary>What is known about the document.</summary>
    [Id(4)] public DocumentAttributes Attributes { get; init; } = new();

    /// <summary>On whose behalf.</summary>
    [Id(5)] public Principal Principal { get; init; } = Principal.Local;
}
