namespace RagQA;

/// <summary>What is known about a document besides its text.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.DocumentAttributes")]
public sealed record DocumentAttributes
{
    /// <summary>Title; put in front of each passage when it is encoded.</summary>
    [Id(0)] public string? Title { get; init; }

    /// <summary>Where the document comes from, shown with each citation.</summary>
    [Id(1)] public string? Source { get; init; }

    /// <summary>Date of the document.</summary>
    [Id(2)] public DateOnly? Date { get; init; }

    /// <summary>Type, such as protocol, guideline, leaflet, formulary, letter, note.</summary>
    [Id(3)] public string? DocumentType { get; init; }

    /// <summary>The patient; required in a patient collection, refused in a reference collection.</summary>
    [Id(4)] public string? Subject { get; init; }

    /// <summary>Access labels; a principal needs one of them, none means everybody.</summary>
    [Id(5)] public string[] AccessLabels { get; init; } = [];

    /// <summary>Further facts that are kept and given back unchanged.</summary>
    [Id(6)] public Dictionary<string, string> Metadata { get; init; } = [];
}
