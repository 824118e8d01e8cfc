namespace RagQA;

/// <summary>What came of handing in a document; given after the commit.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.DocumentReceipt")]
public sealed record DocumentReceipt
{
    /// <summary>Id of the document.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Revision of the collection in which the document is as handed in.</summary>
    [Id(1)] public required long Revision { get; init; }

    /// <summary>Number of its passages.</summary>
    [Id(2)] public required int Passages { get; init; }

    /// <summary>Whether something changed.</summary>
    [Id(3)] public required DocumentState State { get; init; }
}
