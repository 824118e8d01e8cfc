namespace RagQA.Corpus;

/// <summary>Turns one format into documents.</summary>
internal interface IDocumentParser
{
    /// <summary>Name and version, such as "markdown/1". The version changes whenever the same file would give another text.</summary>
    string Name { get; }

    /// <summary>Extensions in lower case with their dot.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Parses the bytes of a file that passed <see cref="FileFormat.Check"/>.</summary>
    /// <exception cref="RagQAException">The file as a whole cannot be parsed.</exception>
    ParseResult Parse(byte[] content, ParsingLimits limits);
}
