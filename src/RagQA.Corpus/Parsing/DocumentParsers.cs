namespace RagQA.Corpus;

/// <summary>Chooses the parser by the extension of a file and runs it.</summary>
public static class DocumentParsers
{
    private static readonly IDocumentParser[] All =
        [new PlainTextParser(), new MarkdownParser(), new HtmlDocumentParser(), new JsonLinesParser()];

    private static readonly Dictionary<string, IDocumentParser> ByExtension = All
        .SelectMany(parser => parser.Extensions.Select(extension => (extension, parser)))
        .ToDictionary(pair => pair.extension, pair => pair.parser, StringComparer.OrdinalIgnoreCase);

    /// <summary>Extensions that can be parsed, in lower case with their dot.</summary>
    public static IReadOnlyList<string> SupportedExtensions { get; } = [.. All.SelectMany(parser => parser.Extensions)];

    /// <summary>Whether the extension of <paramref name="fileName"/> has a parser.</summary>
    public static bool Supports(string fileName) => ByExtension.ContainsKey(Path.GetExtension(fileName));

    /// <summary>Parses the bytes of a file.</summary>
    /// <param name="fileName">Name of the file; only its extension counts.</param>
    /// <param name="content">Its bytes: UTF-8, or UTF-16 with a byte order mark.</param>
    /// <exception cref="RagQAException">Unsupported (extension, encoding, structure), TooLarge, or Invalid (no text).</exception>
    public static ParseResult Parse(string fileName, ReadOnlySpan<byte> content)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        if (!ByExtension.TryGetValue(Path.GetExtension(fileName), out IDocumentParser? parser))
        {
            throw new RagQAException(
                FailureKind.Unsupported,
                $"This kind of file is not supported. Supported are {string.Join(", ", SupportedExtensions)}; convert the file to one of them.");
        }

        return parser.Parse(FileText.Decode(content));
    }

    /// <summary>Parses the bytes of a file; see the overload for spans.</summary>
    public static ParseResult Parse(string fileName, byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Parse(fileName, content.AsSpan());
    }

    /// <summary>Parses text that did not come from a file.</summary>
    /// <param name="text">The text; line ends and broken surrogates are mended.</param>
    /// <param name="title">Its title; null to take the first line where that looks like one.</param>
    /// <exception cref="RagQAException">Invalid: the text is blank or holds a NUL character; TooLarge.</exception>
    public static ParsedDocument ParsePlainText(string text, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > ParsingLimits.MaxFileBytes)
        {
            throw FileText.TooLarge();
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new RagQAException(FailureKind.Invalid, "The text holds a NUL character; remove it.");
        }

        return PlainTextParser.Parse(FileText.Clean(text), title, PlainTextParser.ParserName);
    }
}
