using System.Xml;
using System.Xml.Linq;

namespace RagQA.Corpus;

/// <summary>Word documents: written as HTML and read as a page, so that both give the same text for the same structure.</summary>
internal sealed class DocxParser : IDocumentParser
{
    public string Name => "docx/1";

    public IReadOnlyList<string> Extensions { get; } = [".docx"];

    public ParseResult Parse(byte[] content, ParsingLimits limits)
    {
        try
        {
            using DocxPackage package = new(content, limits);
            if (package.Part("word/document.xml").Child("body") is not { } body)
            {
                throw Damaged(null);
            }

            DocxHtml html = new(new DocxStyles(package.Part("word/styles.xml")), new DocxNumbers(package.Part("word/numbering.xml")), limits);
            html.Write(body);
            XElement? properties = package.Part("docProps/core.xml");
            string? stated = string.IsNullOrWhiteSpace(properties.Child("title")?.Value) ? null : properties.Child("title")!.Value.Trim();
            return ParseResult.Of(HtmlDocumentParser.Parse(html.ToString(), html.Title ?? stated, Name));
        }
        catch (Exception exception) when (exception is InvalidDataException or XmlException)
        {
            throw Damaged(exception);
        }
    }

    private static RagQAException Damaged(Exception? inner) =>
        new(FailureKind.Unsupported, "The Word document is damaged or incomplete; open it in Word and save it again.", inner);
}
