using System.Text;
using CsCheck;
using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class DocumentParsersTests
{
    [Fact]
    public void Parse_UnknownExtension_NamesTheSupportedOnes()
    {
        RagQAException exception = Assert.Throws<RagQAException>(() => DocumentParsers.Parse("a.xyz", [65]));
        Assert.Equal(FailureKind.Unsupported, exception.Kind);
        Assert.Contains(".txt, .md, .markdown, .html, .htm, .pdf, .docx, .csv, .tsv, .jsonl", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0x61, 0xFF })]
    [InlineData(new byte[] { 0x61, 0x00, 0x62 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x00, 0x00, 0x61, 0x00, 0x00, 0x00 })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x00, 0xD8 })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61 })]
    public void Parse_NoUtf8_IsUnsupported(byte[] content) =>
        Assert.Equal(FailureKind.Unsupported, Assert.Throws<RagQAException>(() => DocumentParsers.Parse("a.txt", content)).Kind);

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n ")]
    public void Parse_Blank_IsInvalid(string content) =>
        Assert.Equal(FailureKind.Invalid, Assert.Throws<RagQAException>(() => DocumentParsers.Parse("a.txt", Encoding.UTF8.GetBytes(content))).Kind);

    [Fact]
    public void Parse_AboveTheLimit_IsTooLarge() =>
        Assert.Equal(
            FailureKind.TooLarge,
            Assert.Throws<RagQAException>(() => DocumentParsers.Parse("a.txt", new byte[ParsingLimits.Default.MaxFileBytes + 1])).Kind);

    [Fact]
    public void Parse_ByteOrderMarks_ChooseTheEncoding()
    {
        foreach (Encoding encoding in new[] { new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            byte[] content = [.. encoding.GetPreamble(), .. encoding.GetBytes("Größe 😀.")];
            Assert.Equal("Größe 😀.", Assert.Single(DocumentParsers.Parse("A.TXT", content).Documents).Text);
        }
    }

    [Theory]
    [InlineData("a.txt")]
    [InlineData("a.md")]
    [InlineData("a.html")]
    public void Parse_AnyText_GivesValidTextAndOrderedSections(string name) => UnicodeText.Any.Sample(
        text =>
        {
            ParsedDocument document;
            try
            {
                document = Parsed.Text(name, text);
            }
            catch (RagQAException exception)
            {
                Assert.True(exception.Kind is FailureKind.Invalid or FailureKind.Unsupported);
                return;
            }

            Assert.Equal(document.Text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(document.Text)));
            Assert.DoesNotContain('\r', document.Text);
            Assert.NotEmpty(document.Sections);
            int done = 0;
            foreach (TextSection section in document.Sections)
            {
                Assert.InRange(section.Body.Start, done, section.Body.End - 1);
                done = section.Body.End;
                Assert.False(string.IsNullOrWhiteSpace(document.Text[section.Body.Start..section.Body.End]));
            }

            Assert.True(done <= document.Text.Length);
        },
        iter: 2000);
}
