namespace RagQA;

/// <summary>A generation that is wanted.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.GenerationRequest")]
public sealed record GenerationRequest
{
    /// <summary>The encoder: its folder in the models directory, its name, or its SHA-256.</summary>
    [Id(0)] public required string Encoder { get; init; }

    /// <summary>Number of partitions, 1–1024; null for as many as the active generation has.</summary>
    [Id(1)] public int? Partitions { get; init; }

    /// <summary>Absolute path, on the server, of a gold set in SQuAD format to compare with; null for the principal's stored questions.</summary>
    [Id(2)] public string? Gold { get; init; }

    /// <summary>On whose behalf: whose stored questions are asked.</summary>
    [Id(3)] public Principal Principal { get; init; } = Principal.Local;
}
