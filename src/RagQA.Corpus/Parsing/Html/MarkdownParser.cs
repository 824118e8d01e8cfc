using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace RagQA.Corpus;

/// <summary>Markdown: rendered to HTML and read as a page, so that both formats give the same text for the same structure.</summary>
internal sealed class MarkdownParser : IDocumentParser
{
    // Superscript marks stay off: "10^9/L and 10^12/L" is two cell counts, not an emphasis.
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseYamlFrontMatter()
        .UsePipeTables()
        .UseGridTables()
        .UseDefinitionLists()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .Build();

    public string Name => "markdown/2";

    public IReadOnlyList<string> Extensions { get; } = [".md", ".markdown"];

    public ParseResult Parse(byte[] content, ParsingLimits limits)
    {
        string markdown = FileText.Decode(content);
        string html;
        string? title;
        try
        {
            MarkdownDocument document = Markdown.Parse(markdown, Pipeline);
            title = FrontMatterTitle(document);
            html = document.ToHtml(Pipeline);
        }
        catch (ArgumentException exception)
        {
            // What Markdig throws for elements nested beyond its limit.
            throw new RagQAException(
                FailureKind.Unsupported,
                "The Markdown is nested too deeply; save it as plain text or HTML.",
                exception);
        }

        return ParseResult.Of(HtmlDocumentParser.Parse(html, title, Name));
    }

    private static string? FrontMatterTitle(MarkdownDocument document)
    {
        if (document.FirstOrDefault() is not YamlFrontMatterBlock block)
        {
            return null;
        }

        const string Key = "title:";
        foreach (string line in block.Lines.ToString().Split('\n'))
        {
            if (line.StartsWith(Key, StringComparison.OrdinalIgnoreCase))
            {
                string title = line[Key.Length..].Trim().Trim('"', '\'').Trim();
                return title.Length == 0 ? null : title;
            }
        }

        return null;
    }
}
