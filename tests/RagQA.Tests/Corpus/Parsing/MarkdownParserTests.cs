using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class MarkdownParserTests
{
    [Fact]
    public void Parse_Headings_BecomeSectionPathsWithoutTheTitle()
    {
        ParsedDocument document = Parsed.Text("a.md", "# Sepsis\n\nIntro.\n\n## Treat\n\nOne.\n\n### Fluids\n\nTwo.\n\n## Review\n\nThree.\n");
        Assert.Equal("Sepsis", document.Attributes.Title);
        Assert.Equal([("", "Intro."), ("Treat", "One."), ("Treat › Fluids", "Two."), ("Review", "Three.")], Parsed.Sections(document));
        Assert.Equal("Sepsis\n\nIntro.\n\nTreat\n\nOne.\n\nFluids\n\nTwo.\n\nReview\n\nThree.", document.Text);
        Assert.Equal("markdown/2", document.Parser);
    }

    [Fact]
    public void Parse_SeveralTopHeadings_AreSections()
    {
        ParsedDocument document = Parsed.Text("a.md", "# One\n\nText.\n\n# Two\n\nMore.\n");
        Assert.Equal([("One", "Text."), ("Two", "More.")], Parsed.Sections(document));
    }

    [Fact]
    public void Parse_Lists_GiveOneItemALine()
    {
        ParsedDocument document = Parsed.Text("a.md", "Do this:\n\n1. Call **help**\n2. Give `oxygen`\n   - mask\n   - cannula\n\nThen stop.\n");
        Assert.Equal("Do this:\n\n1. Call help\n2. Give oxygen\nmask\ncannula\n\nThen stop.", document.Text);
    }

    [Fact]
    public void Parse_Table_GivesRowsWithTheirHeaders()
    {
        ParsedDocument document = Parsed.Text("a.md", "| Drug | Dose |\n|---|---|\n| Apixaban | 5 mg |\n| Edoxaban | |\n");
        Assert.Equal("Drug: Apixaban; Dose: 5 mg\nDrug: Edoxaban", document.Text);
    }

    [Fact]
    public void Parse_Markup_IsGone()
    {
        ParsedDocument document = Parsed.Text("a.md", "See [the *guide*](http://x.example) for\nx 10^9/L and 5 x 10^12/L.<br>Next &lt; 4.\n\n<script>alert(1)</script>\n");
        Assert.Equal("See the guide for x 10^9/L and 5 x 10^12/L.\nNext < 4.", document.Text);
    }

    [Fact]
    public void Parse_StruckOutDose_IsLeftOutAndFlagged()
    {
        ParsedDocument document = Parsed.Text("a.md", "Give ~~50 mg~~ 5 mg.\n");
        Assert.Equal("Give 5 mg.", document.Text);
        Assert.Equal([SuspicionFlags.StruckOutText], document.Flags);
    }

    [Fact]
    public void Parse_FrontMatter_GivesTheTitleOnly()
    {
        ParsedDocument document = Parsed.Text("a.md", "---\ntitle: \"Asthma\"\ntags: [x]\n---\n\nGive salbutamol.\n");
        Assert.Equal("Asthma", document.Attributes.Title);
        Assert.Equal("Give salbutamol.", document.Text);
    }

    [Fact]
    public void Parse_OnlyHeadings_KeepsThemQuotable()
    {
        ParsedDocument document = Parsed.Text("a.md", "# Penicillin allergy\n");
        Assert.Equal([("", "Penicillin allergy")], Parsed.Sections(document));
    }

    [Fact]
    public void Parse_DeepNesting_IsRefused()
    {
        RagQAException exception = Assert.Throws<RagQAException>(() => Parsed.Text("a.md", new string('>', 5000) + " text"));
        Assert.Equal(FailureKind.Unsupported, exception.Kind);
    }
}
