namespace RagQA;

/// <summary>What a parser made of a file: the immutable <em>text</em> and its structure.</summary>
public sealed record ParsedDocument
{
    /// <summary>The text that every offset refers to. Valid UTF-16 without lone surrogates; line ends are "\n".</summary>
    public required string Text { get; init; }

    /// <summary>Sections in the order of the text; they do not overlap.</summary>
    public required IReadOnlyList<TextSection> Sections { get; init; }

    /// <summary>Attributes that the file itself states (a title, say); an operator's attributes override them.</summary>
    public DocumentAttributes Attributes { get; init; } = new();

    /// <summary>Id that the file itself states (a line of JSONL), else null.</summary>
    public string? Id { get; init; }

    /// <summary>Parser name and version, hashed together with the text.</summary>
    public required string Parser { get; init; }

    /// <summary>What looked suspicious, in words for a curator.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];
}
