namespace RagQA.Corpus;

/// <summary>Plain text: kept as it is; a title and section headings are recognised by their shape.</summary>
internal sealed class PlainTextParser : IDocumentParser
{
    public const string ParserName = "text/1";

    public string Name => ParserName;

    public IReadOnlyList<string> Extensions { get; } = [".txt"];

    public ParseResult Parse(byte[] content, ParsingLimits limits) =>
        ParseResult.Of(Parse(FileText.Clean(FileText.Decode(content)), title: null, ParserName));

    /// <summary>Parses cleaned text; <paramref name="title"/> is null where the text itself must show it.</summary>
    public static ParsedDocument Parse(string text, string? title, string parser)
    {
        title = string.IsNullOrWhiteSpace(title) ? null : FileText.Clean(title).Trim();
        PlainTextStructure structure = PlainTextStructure.Of(text, title);
        return new ParsedDocument
        {
            Text = text,
            Sections = structure.Sections,
            Attributes = new DocumentAttributes { Title = title ?? structure.Title },
            Parser = parser,
            Flags = SuspicionFlags.Of(text),
        };
    }
}
