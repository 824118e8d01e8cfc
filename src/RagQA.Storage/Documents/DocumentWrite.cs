namespace RagQA.Storage;

/// <summary>A parsed and split document that is handed to the store.</summary>
public sealed record DocumentWrite
{
    /// <summary>Id within its collection: 1–256 characters without control characters.</summary>
    public required string Id { get; init; }

    /// <summary>What is known about it; the title must not be null. A patient collection requires a subject, a reference collection refuses one.</summary>
    public required DocumentAttributes Attributes { get; init; }

    /// <summary>The text that every offset refers to; valid UTF-16 without lone surrogates.</summary>
    public required string Text { get; init; }

    /// <summary>Sections inside the text.</summary>
    public IReadOnlyList<TextSection> Sections { get; init; } = [];

    /// <summary>Parser name and version; hashed together with the text.</summary>
    public required string Parser { get; init; }

    /// <summary>What looked suspicious in the text.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    /// <summary>Passages, numbered from 0 in this order.</summary>
    public required IReadOnlyList<PassageDraft> Passages { get; init; }
}
