using RagQA.Corpus;
using RagQA.Tests.Corpus.Hostile;

namespace RagQA.Tests.Corpus;

public sealed class DocxParserTests
{
    private const string Styles = $"<w:styles {RawDocx.Namespaces}><w:style w:type=\"paragraph\" w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style>"
        + "<w:style w:type=\"paragraph\" w:styleId=\"H2\"><w:name w:val=\"Our heading\"/><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style>"
        + "<w:style w:type=\"paragraph\" w:styleId=\"T\"><w:name w:val=\"Title\"/></w:style>"
        + "<w:style w:type=\"character\" w:styleId=\"Ghost\"><w:name w:val=\"Ghost\"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";

    private const string Numbering = $"<w:numbering {RawDocx.Namespaces}><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/></w:lvl>"
        + "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";

    [Fact]
    public void Parse_Headings_BecomeSections()
    {
        ParsedDocument document = Parse(
            RawDocx.Paragraph("Adult sepsis", "<w:pStyle w:val=\"T\"/>") + RawDocx.Paragraph("First hour", "<w:pStyle w:val=\"berschrift1\"/>")
            + RawDocx.Paragraph("Give oxygen.") + RawDocx.Paragraph("Fluids", "<w:pStyle w:val=\"H2\"/>") + RawDocx.Paragraph("Give 500 ml."));
        Assert.Equal("Adult sepsis", document.Attributes.Title);
        Assert.Equal([("First hour", "Give oxygen."), ("First hour › Fluids", "Give 500 ml.")], Parsed.Sections(document));
        Assert.Equal("docx/1", document.Parser);
    }

    [Fact]
    public void Parse_NumberedSteps_KeepTheirNumbers()
    {
        string step = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>";
        string bullet = "<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr>";
        ParsedDocument document = Parse(
            RawDocx.Paragraph("Call", step) + RawDocx.Paragraph("mask", bullet) + RawDocx.Paragraph("Give", step) + RawDocx.Paragraph("Then stop."));
        Assert.Equal("1. Call\n\nmask\n\n2. Give\n\nThen stop.", document.Text);
    }

    [Fact]
    public void Parse_Table_GivesRowsWithTheirHeaders()
    {
        ParsedDocument document = Parse(
            "<w:tbl><w:tblPr><w:tblLook w:firstRow=\"1\"/></w:tblPr>" + Row("Drug", "Dose") + Row("Apixaban", "5 mg") + Row("Edoxaban", "60 mg") + "</w:tbl>");
        Assert.Equal("Drug: Apixaban; Dose: 5 mg\n\nDrug: Edoxaban; Dose: 60 mg".Replace("\n\n", "\n", StringComparison.Ordinal), document.Text);
    }

    [Fact]
    public void Parse_MergedCells_HoldForEachOfTheirRows()
    {
        static string Cell(string text, string merge) => $"<w:tc><w:tcPr>{merge}</w:tcPr>{RawDocx.Paragraph(text)}</w:tc>";
        ParsedDocument document = Parse(
            "<w:tbl><w:tblPr><w:tblLook w:firstRow=\"1\"/></w:tblPr>" + Row("Drug", "Dose")
            + $"<w:tr>{Cell("Apixaban", "<w:vMerge w:val=\"restart\"/>")}{Cell("5 mg", "")}</w:tr><w:tr>{Cell("", "<w:vMerge/>")}{Cell("2.5 mg", "")}</w:tr></w:tbl>");
        Assert.Equal("Drug: Apixaban; Dose: 5 mg\nDrug: Apixaban; Dose: 2.5 mg", document.Text);
    }

    [Theory]
    [InlineData("<w:vanish/>")]
    [InlineData("<w:rStyle w:val=\"Ghost\"/>")]
    [InlineData("<w:color w:val=\"FFFFFF\"/>")]
    [InlineData("<w:sz w:val=\"1\"/>")]
    public void Parse_HiddenText_IsLeftOutAndFlagged(string run)
    {
        ParsedDocument document = Parse(RawDocx.Paragraph("Seen.") + RawDocx.Paragraph("Secret.", run: run));
        Assert.Equal("Seen.", document.Text);
        Assert.Equal([SuspicionFlags.HiddenText], document.Flags);
    }

    [Fact]
    public void Parse_TrackedAndStruckOutText_IsNotRead()
    {
        ParsedDocument document = Parse(
            "<w:p><w:r><w:t xml:space=\"preserve\">Give </w:t></w:r><w:del w:id=\"1\" w:author=\"x\"><w:r><w:delText>50 mg</w:delText></w:r></w:del>"
            + "<w:ins w:id=\"2\" w:author=\"x\"><w:r><w:t>5 mg</w:t></w:r></w:ins><w:r><w:rPr><w:strike/></w:rPr><w:t> daily</w:t></w:r><w:r><w:t xml:space=\"preserve\"> weekly.</w:t></w:r></w:p>");
        Assert.Equal("Give 5 mg weekly.", document.Text);
        Assert.Equal([SuspicionFlags.StruckOutText], document.Flags);
    }

    [Fact]
    public void Parse_RaisedFiguresAndMarkup_AreKept()
    {
        ParsedDocument document = Parse(
            "<w:p><w:r><w:t>10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>9</w:t></w:r><w:r><w:t>/L &lt;b&gt; a&amp;b</w:t><w:br/><w:t>next</w:t></w:r></w:p>");
        Assert.Equal("10⁹/L <b> a&b\nnext", document.Text);
    }

    [Fact]
    public void Parse_ExternalEntity_IsRefusedUnread()
    {
        byte[] content = RawDocx.Pack([("word/document.xml", $"<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><w:document {RawDocx.Namespaces}><w:body>{RawDocx.Paragraph("&e;")}</w:body></w:document>")]);
        RagQAException exception = Assert.Throws<RagQAException>(() => DocumentParsers.Parse("a.docx", content));
        Assert.Contains("entities", exception.Message, StringComparison.Ordinal);
    }

    private static string Row(params string[] cells) => $"<w:tr>{string.Concat(cells.Select(cell => $"<w:tc>{RawDocx.Paragraph(cell)}</w:tc>"))}</w:tr>";

    private static ParsedDocument Parse(string body) =>
        Assert.Single(DocumentParsers.Parse("a.docx", RawDocx.WithBody(body, Styles, Numbering)).Documents);
}
