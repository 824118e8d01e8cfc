using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace RagQA.Corpus;

/// <summary>HTML: what a reader of the page sees, without scripts, navigation and hidden parts; nothing is fetched.</summary>
internal sealed class HtmlDocumentParser : IDocumentParser
{
    public string Name => "html/2";

    public IReadOnlyList<string> Extensions { get; } = [".html", ".htm"];

    public ParseResult Parse(byte[] content, ParsingLimits limits) => ParseResult.Of(Parse(FileText.Decode(content), statedTitle: null, Name));

    /// <summary>Parses HTML under another parser's name; <paramref name="statedTitle"/> is used where the HTML shows no title.</summary>
    public static ParsedDocument Parse(string html, string? statedTitle, string parser)
    {
        HtmlGuard guard = new();
        HtmlParser engine = new(new HtmlParserOptions
        {
            IsScripting = false,
            MaximumDepth = ParsingLimits.MaxNesting,
            OnToken = (token, _) => guard.OnToken(token),
        });
        using IHtmlDocument document = engine.ParseDocument(html);
        DocumentTextBuilder builder = new();
        HtmlTextWriter writer = new(builder, new HtmlVisibility(document));
        if (document.Body is IElement body)
        {
            writer.Write(body);
        }

        if (builder.IsEmpty)
        {
            throw new RagQAException(FailureKind.Invalid, "There is no visible text in it; nothing can be answered from it.");
        }

        string? title = OneLine(document.Title) ?? statedTitle ?? OneLine(FirstHeading(document));
        ParsedDocument parsed = builder.Build(parser, title, []);
        return parsed with { Flags = [.. SuspicionFlags.Of(parsed.Text), .. writer.Flags] };
    }

    // A page header is left out of the text, but its heading may be the only name that the page has.
    private static string? FirstHeading(IHtmlDocument document) => document.QuerySelector("h1")?.TextContent;

    private static string? OneLine(string? text)
    {
        string line = string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? null : FileText.Clean(line);
    }
}
