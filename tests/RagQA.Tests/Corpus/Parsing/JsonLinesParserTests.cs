using System.Text;
using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class JsonLinesParserTests
{
    [Fact]
    public void Parse_FullLine_GivesEverything()
    {
        ParsedDocument document = Assert.Single(Parse("""
            {"id":"n1","title":"Note","text":"One.\n\nTwo.","source":"ward","date":"2025-05-17","documentType":"note","subject":"p1","accessLabels":["a","b"],"metadata":{"k":"v","n":3}}
            """).Documents);
        Assert.Equal("n1", document.Id);
        Assert.Equal("One.\n\nTwo.", document.Text);
        Assert.Equal(new DateOnly(2025, 5, 17), document.Attributes.Date);
        Assert.Equal(("ward", "note", "p1"), (document.Attributes.Source, document.Attributes.DocumentType, document.Attributes.Subject));
        Assert.Equal(["a", "b"], document.Attributes.AccessLabels);
        Assert.Equal("3", document.Attributes.Metadata["n"]);
        Assert.Equal("jsonl/1", document.Parser);
    }

    [Fact]
    public void Parse_BrokenLines_FailAloneWithTheirNumbers()
    {
        ParseResult result = Parse("{\"title\":\"A\",\"text\":\"x\"}\n\nno json\r\n{\"title\":\"B\",\"text\":\"y\"}\n");
        Assert.Equal([1, 4], result.Lines);
        Assert.Equal(3, Assert.Single(result.Failures).Line);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"text\":\"x\"}")]
    [InlineData("{\"title\":\"A\"}")]
    [InlineData("{\"title\":\"A\",\"text\":\"  \"}")]
    [InlineData("{\"title\":\"A\",\"text\":5}")]
    [InlineData("{\"title\":\"A\",\"text\":\"x\",\"text\":\"y\"}")]
    [InlineData("{\"title\":\"A\",\"text\":\"x\",\"accessLabel\":[\"secret\"]}")]
    [InlineData("{\"title\":\"A\",\"text\":\"x\",\"accessLabels\":\"secret\"}")]
    [InlineData("{\"title\":\"A\",\"text\":\"x\",\"accessLabels\":[\" \"]}")]
    [InlineData("{\"title\":\"A\",\"text\":\"x\",\"date\":\"17/05/2025\"}")]
    [InlineData("{\"title\":\"A\",\"text\":\"x\",\"metadata\":{\"k\":[1]}}")]
    [InlineData("{\"title\":\"A\",\"text\":\"x \\ud800\"}")]
    [InlineData("{\"title\":\"A\",\"text\":\"x \\u0000\"}")]
    [InlineData("{\"\\ud800\":1,\"title\":\"A\",\"text\":\"x\"}")]
    [InlineData("{\"id\":\"a\\nb\",\"title\":\"A\",\"text\":\"x\"}")]
    public void Parse_WrongLine_IsAFailureWithoutItsText(string line)
    {
        ParseResult result = Parse(line);
        Assert.Empty(result.Documents);
        Assert.DoesNotContain("secret", Assert.Single(result.Failures).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_IdTwice_FailsTheSecondLine()
    {
        ParseResult result = Parse("{\"id\":\"a\",\"title\":\"A\",\"text\":\"x\"}\n{\"id\":\"a\",\"title\":\"B\",\"text\":\"y\"}");
        Assert.Equal("A", Assert.Single(result.Documents).Attributes.Title);
        Assert.Equal(2, Assert.Single(result.Failures).Line);
    }

    [Fact]
    public void Parse_UnicodeLineSeparatorInAString_DoesNotBreakTheLine() =>
        Assert.Equal("x\ny", Assert.Single(Parse("{\"title\":\"A\",\"text\":\"x\u2028y\"}").Documents).Text);

    private static ParseResult Parse(string content) => DocumentParsers.Parse("a.jsonl", Encoding.UTF8.GetBytes(content));
}
