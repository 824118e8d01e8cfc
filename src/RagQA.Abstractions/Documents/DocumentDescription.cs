namespace RagQA;

/// <summary>A stored document without its text.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.DocumentDescription")]
public sealed record DocumentDescription
{
    /// <summary>Id within its collection.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Hash of its text: "sha256:" and 64 hexadecimal digits.</summary>
    [Id(1)] public required string Version { get; init; }

    /// <summary>What is known about it; the title is never null here.</summary>
    [Id(2)] public required DocumentAttributes Attributes { get; init; }

    /// <summary>Number of passages.</summary>
    [Id(3)] public int Passages { get; init; }

    /// <summary>Length of the text in UTF-16 code units.</summary>
    [Id(4)] public int TextLength { get; init; }

    /// <summary>Revision in which this version came.</summary>
    [Id(5)] public long Revision { get; init; }

    /// <summary>When this version came.</summary>
    [Id(6)] public DateTimeOffset IngestedAt { get; init; }

    /// <summary>Parser name and version that made the text.</summary>
    [Id(7)] public string Parser { get; init; } = "";

    /// <summary>What looked suspicious in the text, such as invisible characters; empty when nothing did.</summary>
    [Id(8)] public string[] Flags { get; init; } = [];
}
