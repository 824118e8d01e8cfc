namespace RagQA.Index;

/// <summary>What a saved partition is; written last, so that files without it count as not saved.</summary>
public sealed record PartitionManifest
{
    /// <summary>The format that is written and read.</summary>
    public const int CurrentFormatVersion = 3;

    /// <summary>Version of the format of manifest and files.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>Hash of the encoder that made the embeddings.</summary>
    public required string EncoderHash { get; init; }

    /// <summary>Generation that the partition belongs to.</summary>
    public required int Generation { get; init; }

    /// <summary>Revision of the collection that the partition had applied.</summary>
    public required long Revision { get; init; }

    /// <summary>Live passages.</summary>
    public required int Count { get; init; }

    /// <summary>Rows, dead ones included.</summary>
    public required int Rows { get; init; }

    /// <summary>Numbers per embedding.</summary>
    public required int Dimension { get; init; }

    /// <summary>Kind of the dense index.</summary>
    public required DenseKind DenseKind { get; init; }

    /// <summary>The files.</summary>
    public required PartitionFile[] Files { get; init; }

    /// <summary>SHA-256 of this manifest with this member empty, hexadecimal.</summary>
    public required string Checksum { get; init; }
}
