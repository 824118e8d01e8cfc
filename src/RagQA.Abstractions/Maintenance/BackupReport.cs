namespace RagQA;

/// <summary>A backup that was made.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.BackupReport")]
public sealed record BackupReport
{
    /// <summary>Where it is.</summary>
    [Id(0)] public required string Directory { get; init; }

    /// <summary>Bytes of all its files.</summary>
    [Id(1)] public required long Bytes { get; init; }

    /// <summary>Whether embeddings are in it; without them a restore encodes all passages again.</summary>
    [Id(2)] public required bool Embeddings { get; init; }

    /// <summary>When it was begun: what was acknowledged before is in it.</summary>
    [Id(3)] public required DateTimeOffset CreatedAt { get; init; }
}
