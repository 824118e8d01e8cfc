namespace RagQA.Corpus;

/// <summary>
/// Chooses the parser by the extension of a file and runs it in this process. Files from outside go through an
/// <see cref="IFileParser"/>, which can do the same in a confined process.
/// </summary>
public static class DocumentParsers
{
    private static readonly IDocumentParser[] All =
    [
        new PlainTextParser(), new MarkdownParser(), new HtmlDocumentParser(), new PdfParser(), new DocxParser(), new CsvDocumentParser(),
        new JsonLinesParser(),
    ];

    private static readonly Dictionary<string, IDocumentParser> ByExtension = All
        .SelectMany(parser => parser.Extensions.Select(extension => (extension, parser)))
        .ToDictionary(pair => pair.extension, pair => pair.parser, StringComparer.Ordinal);

    /// <summary>Extensions that can be parsed, in lower case with their dot.</summary>
    public static IReadOnlyList<string> SupportedExtensions { get; } = [.. All.SelectMany(parser => parser.Extensions)];

    /// <summary>Parses the bytes of a file.</summary>
    /// <param name="fileName">Name of the file; only its extension counts.</param>
    /// <param name="content">Its bytes; text is UTF-8, or UTF-16 with a byte order mark.</param>
    /// <param name="limits">Limits; null for the defaults.</param>
    /// <exception cref="RagQAException">Unsupported (extension, content, encoding, structure), TooLarge, or Invalid (no text).</exception>
    public static ParseResult Parse(string fileName, byte[] content, ParsingLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(content);
        limits ??= ParsingLimits.Default;
        if (content.Length > limits.MaxFileBytes)
        {
            throw FileText.TooLarge(limits.MaxFileBytes);
        }

        string extension = Path.GetExtension(fileName).ToLowerInvariant();
        FileFormat.Check(extension, content);
        if (!ByExtension.TryGetValue(extension, out IDocumentParser? parser))
        {
            throw new RagQAException(
                FailureKind.Unsupported,
                $"This kind of file is not supported. Supported are {string.Join(", ", SupportedExtensions)}; convert the file to one of them.");
        }

        ParseResult result = parser.Parse(content, limits);
        return result.Documents.All(document => document.Text.Length <= limits.MaxTextLength)
            ? result
            : throw new RagQAException(FailureKind.TooLarge, $"It holds more than {limits.MaxTextLength} characters of text; split it into smaller files.");
    }

    /// <summary>Parses text that did not come from a file.</summary>
    /// <param name="text">The text; line ends and broken surrogates are mended.</param>
    /// <param name="title">Its title; null to take the first line where that looks like one.</param>
    /// <exception cref="RagQAException">Invalid: the text is blank or holds a NUL character; TooLarge.</exception>
    public static ParsedDocument ParsePlainText(string text, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > ParsingLimits.Default.MaxTextLength)
        {
            throw new RagQAException(FailureKind.TooLarge, $"The text has more than {ParsingLimits.Default.MaxTextLength} characters; split it.");
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new RagQAException(FailureKind.Invalid, "The text holds a NUL character; remove it.");
        }

        return PlainTextParser.Parse(FileText.Clean(text), title, PlainTextParser.ParserName);
    }
}
