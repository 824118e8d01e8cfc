namespace RagQA.Server.Api;

/// <summary>Body of an upgrade.</summary>
public sealed record GenerationBody
{
    /// <summary>The encoder: its folder in the models directory, its name, or its SHA-256.</summary>
    public required string Encoder { get; init; }

    /// <summary>Number of partitions; as many as there are when it is left out.</summary>
    public int? Partitions { get; init; }

    /// <summary>Absolute path of a gold set on the server's disk; stored questions when it is left out.</summary>
    public string? Gold { get; init; }
}
