using System.Text;
using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

/// <summary>Short ways to parse and to look at what came of it.</summary>
internal static class Parsed
{
    public static ParsedDocument Text(string fileName, string content) =>
        Assert.Single(DocumentParsers.Parse(fileName, Encoding.UTF8.GetBytes(content)).Documents);

    public static (string Path, string Body)[] Sections(ParsedDocument document) =>
        [.. document.Sections.Select(section => (section.Path, document.Text[section.Body.Start..section.Body.End]))];
}
