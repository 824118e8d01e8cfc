namespace RagQA;

/// <summary>A stored document with its text.</summary>
[GenerateSerializer, Immutable, Alias("ragqa.DocumentText")]
public sealed record DocumentText
{
    /// <summary>The document.</summary>
    [Id(0)] public required DocumentDescription Document { get; init; }

    /// <summary>Its text: what every offset refers to.</summary>
    [Id(1)] public required string Text { get; init; }

    /// <summary>Its sections in the order of the text.</summary>
    [Id(2)] public TextSection[] Sections { get; init; } = [];
}
