namespace RagQA.Storage;

/// <summary>What is recorded of one generation of a collection.</summary>
public sealed record Generation
{
    /// <summary>Its number, from 1; given by the store and never again.</summary>
    public int Number { get; init; }

    /// <summary>SHA-256 of its encoder's model, 64 lower-case hexadecimal digits; empty for the encoder that a silo has by default.</summary>
    public required string Encoder { get; init; }

    /// <summary>Number of its partitions.</summary>
    public required int Partitions { get; init; }

    /// <summary>What it is good for.</summary>
    public GenerationState State { get; init; }

    /// <summary>When it was begun.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last switched away from; null when it never was.</summary>
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>Path of the gold set that it is to be compared with; null for stored questions.</summary>
    public string? Gold { get; init; }

    /// <summary>Who wanted it; empty for the first.</summary>
    public string User { get; init; } = "";

    /// <summary>How it compared with the generation that was active; null before.</summary>
    public GenerationComparison? Comparison { get; init; }
}
