using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class PlainTextParserTests
{
    [Fact]
    public void Parse_TitleAndHeadings_AreOutsideTheBodies()
    {
        ParsedDocument document = Parsed.Text("note.txt", "Clinic letter\n\nBackground\n\nI met her.\n\nShe is well.\n\nPlan\n\nSee again.\n");
        Assert.Equal("Clinic letter", document.Attributes.Title);
        Assert.Equal([("Background", "I met her.\n\nShe is well."), ("Plan", "See again.")], Parsed.Sections(document));
        Assert.Equal("text/1", document.Parser);
    }

    [Fact]
    public void Parse_LineWithAFigure_IsTextAndNoHeading()
    {
        ParsedDocument document = Parsed.Text("note.txt", "Letter\n\nApixaban 5 mg twice daily\n\nContinue until reviewed.");
        Assert.Equal([("", "Apixaban 5 mg twice daily\n\nContinue until reviewed.")], Parsed.Sections(document));
    }

    [Fact]
    public void Parse_NumberedHeading_IsAHeading()
    {
        ParsedDocument document = Parsed.Text("note.txt", "Letter.\n\n2.1 Dosage\n\nGive 5 mg.");
        Assert.Equal([("", "Letter."), ("2.1 Dosage", "Give 5 mg.")], Parsed.Sections(document));
    }

    [Fact]
    public void Parse_SingleLine_IsTitleAndText()
    {
        ParsedDocument document = Parsed.Text("note.txt", "Penicillin allergy");
        Assert.Equal("Penicillin allergy", document.Attributes.Title);
        Assert.Equal([("", "Penicillin allergy")], Parsed.Sections(document));
    }

    [Fact]
    public void Parse_TitleWithAFigureAboveAHeading_IsNoBody()
    {
        ParsedDocument document = Parsed.Text("leaflet.txt", "Metformin for type 2 diabetes\n\nWhy you take it\n\nIt lowers sugar.");
        Assert.Equal("Metformin for type 2 diabetes", document.Attributes.Title);
        Assert.Equal([("Why you take it", "It lowers sugar.")], Parsed.Sections(document));
    }

    [Fact]
    public void Parse_OnlyShortLines_KeepsAllText()
    {
        ParsedDocument document = Parsed.Text("note.txt", "Title here\n\nfever\n\ncough\n\nwheeze");
        Assert.Equal([("", "fever\n\ncough\n\nwheeze")], Parsed.Sections(document));
    }

    [Fact]
    public void Parse_SentenceFirst_HasNoTitle() => Assert.Null(Parsed.Text("a.txt", "She is well.\n\nGo home.").Attributes.Title);

    [Fact]
    public void Parse_AnyLineEnds_BecomeNewLines() =>
        Assert.Equal("a\n\nb\nc\nd", Parsed.Text("a.txt", "\uFEFFa\r\n\r\nb\rc\u2028d").Text);

    [Fact]
    public void ParsePlainText_GivenTitleRepeatedInText_IsNoBody()
    {
        ParsedDocument document = DocumentParsers.ParsePlainText("Sepsis\n\nGive fluids.", "Sepsis");
        Assert.Equal("Sepsis", document.Attributes.Title);
        Assert.Equal([("", "Give fluids.")], Parsed.Sections(document));
    }

    [Fact]
    public void ParsePlainText_LoneSurrogate_IsReplaced() => Assert.Equal("a\uFFFDb.", DocumentParsers.ParsePlainText("a\uD800b.").Text);

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    [InlineData("a\0b")]
    [InlineData("\uFEFF\n")]
    public void ParsePlainText_NoUsableText_IsInvalid(string text) =>
        Assert.Equal(FailureKind.Invalid, Assert.Throws<RagQAException>(() => DocumentParsers.ParsePlainText(text)).Kind);
}
