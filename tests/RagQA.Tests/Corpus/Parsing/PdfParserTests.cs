using RagQA.Corpus;
using RagQA.Tests.Corpus.Hostile;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace RagQA.Tests.Corpus;

public sealed class PdfParserTests
{
    [Fact]
    public void Parse_Paragraphs_AreJoinedAcrossLines()
    {
        ParsedDocument document = Parse(page => page
            .Line(700, "Give oxygen to keep the saturation above ninety-two per cent, and")
            .Line(686, "take blood cultures before the first dose of the antibiotic is given.")
            .Line(650, "Review within an hour."));
        Assert.Equal(
            "Give oxygen to keep the saturation above ninety-two per cent, and take blood cultures before the first dose of the antibiotic is given.\n\nReview within an hour.",
            document.Text);
        Assert.Equal("pdf/1", document.Parser);
    }

    [Fact]
    public void Parse_TwoColumns_AreReadOneAfterTheOther()
    {
        ParsedDocument document = Parse(page =>
        {
            page.Line(760, "A heading in one line over both columns that is as wide as the page itself is here", size: 11);
            for (int i = 0; i < 8; i++)
            {
                page.Line(700 - (14 * i), $"the left column has line {i + 1} here", 50).Line(700 - (14 * i), $"and the right column line {i + 1} there", 320);
            }
        });
        int left = document.Text.IndexOf("left column has line 8", StringComparison.Ordinal);
        int right = document.Text.IndexOf("right column line 1", StringComparison.Ordinal);
        Assert.True(left > 0 && right > left, document.Text);
        Assert.StartsWith("A heading in one line", document.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_HyphenAtALineEnd_StaysInTheTextAndIsJoinedForReading()
    {
        ParsedDocument document = Parse(page => page
            .Line(700, "The dose of the anticoagulant is reduced when the renal func-")
            .Line(686, "tion of the patient falls below thirty millilitres per minute."));
        Assert.Contains("renal func-\ntion of the patient", document.Text, StringComparison.Ordinal);
        Assert.Contains("renal function of the patient", ReadingText.From(document.Text).Text, StringComparison.Ordinal);
        Assert.Single(SentenceSplitter.Sentences(document.Text, new TextRange(0, document.Text.Length)));
    }

    [Fact]
    public void Parse_RunningHeadersAndFooters_AreLeftOut()
    {
        ParsedDocument document = Parse([.. Enumerable.Range(1, 4).Select(i => (Action<TestPage>)(page => page
            .Line(810, "Trust guideline 12, version 3")
            .Line(700, $"Only page {"abcd"[i - 1]} says this sentence about the ward.")
            .Line(30, $"Page {i} of 4", 280)))]);
        Assert.DoesNotContain("Trust guideline", document.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("of 4", document.Text, StringComparison.Ordinal);
        Assert.Equal(4, document.Text.Split("\n\n").Length);
    }

    [Fact]
    public void Parse_Pages_AreKnownForEveryOffset()
    {
        ParsedDocument document = Parse(
            page => page.Line(700, "The first page ends in the middle of a sentence that goes on"),
            page => page.Line(700, "on the second page and ends there."),
            _ => { },
            page => page.Line(700, "The fourth page stands alone."));
        TextSection section = Assert.Single(document.Sections);
        Assert.Equal("goes on on the second page", document.Text.Substring(document.Text.IndexOf("goes on", StringComparison.Ordinal), 26));
        Assert.Equal(1, section.PageAt(0));
        Assert.Equal(2, section.PageAt(document.Text.IndexOf("on the second", StringComparison.Ordinal)));
        Assert.Equal(4, section.PageAt(document.Text.IndexOf("The fourth", StringComparison.Ordinal)));
        IReadOnlyList<PassageDraft> passages = new PassageSplitter(new WordCounter(), new SplitterOptions { TargetTokens = 10, MaxTokens = 40, MinTokens = 1 }).Split(document);
        Assert.Equal([1, 4], passages.Select(passage => passage.Page));
    }

    [Fact]
    public void Parse_LargerOrBoldLines_AreHeadings()
    {
        ParsedDocument document = Parse(page => page
            .Line(780, "Adult sepsis", size: 22)
            .Line(740, "First hour", size: 15)
            .Line(715, "Give oxygen and take blood cultures before the first dose is given.")
            .Line(690, "Fluids", bold: true)
            .Line(675, "Give five hundred millilitres of a crystalloid over fifteen minutes.")
            .Line(640, "Review", size: 15)
            .Line(615, "See the patient again within an hour of the first dose."));
        Assert.Equal("Adult sepsis", document.Attributes.Title);
        Assert.Equal(["First hour", "First hour › Fluids", "Review"], document.Sections.Select(section => section.Path));
    }

    [Fact]
    public void Parse_Table_IsReadRowByRow()
    {
        ParsedDocument document = Parse(page =>
        {
            page.Line(760, "The doses of the ward are these, and nobody gives any other.");
            string[][] rows = [["Drug", "Dose", "Times"], ["Apixaban", "5 mg", "twice"], ["Edoxaban", "60 mg", "once"], ["Heparin", "5000 units", "twice"]];
            for (int i = 0; i < rows.Length; i++)
            {
                page.Line(700 - (16 * i), rows[i][0], 50).Line(700 - (16 * i), rows[i][1], 220).Line(700 - (16 * i), rows[i][2], 400);
            }
        });
        Assert.Contains("Apixaban | 5 mg | twice\nEdoxaban | 60 mg | once", document.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BT /F1 12 Tf 3 Tr 50 600 Td (Secret words) Tj ET")]
    [InlineData("BT /F1 12 Tf 1 1 1 rg 50 600 Td (Secret words) Tj ET")]
    [InlineData("BT /F1 0.4 Tf 50 600 Td (Secret words) Tj ET")]
    [InlineData("BT /F1 12 Tf 50 4000 Td (Secret words) Tj ET")]
    [InlineData("BT /F1 12 Tf 50 20 Td (Secret words) Tj ET")]
    [InlineData("0 0 0 rg 40 590 400 30 re f BT /F1 12 Tf 50 600 Td (Secret words) Tj ET")]
    public void Parse_HiddenText_IsLeftOutAndFlagged(string hidden)
    {
        byte[] pdf = new RawPdf().OnePage("/CropBox [0 100 595 842]").Stream(4, $"BT /F1 12 Tf 50 700 Td (Seen words.) Tj ET {hidden}").Close();
        ParsedDocument document = Assert.Single(DocumentParsers.Parse("a.pdf", pdf).Documents);
        Assert.Equal("Seen words.", document.Text);
        Assert.Equal([SuspicionFlags.HiddenText], document.Flags);
    }

    [Fact]
    public void Parse_WhiteTextOnAColour_IsSeen()
    {
        byte[] pdf = new RawPdf().OnePage().Stream(4, "0 0 0.5 rg 40 690 400 30 re f BT /F1 12 Tf 1 1 1 rg 50 700 Td (Table head) Tj ET").Close();
        ParsedDocument document = Assert.Single(DocumentParsers.Parse("a.pdf", pdf).Documents);
        Assert.Equal("Table head", document.Text);
        Assert.Empty(document.Flags);
    }

    [Fact]
    public void Parse_OnlyHiddenText_SaysSo()
    {
        byte[] pdf = new RawPdf().OnePage().Stream(4, "BT 3 Tr /F1 12 Tf 50 700 Td (Scanned words) Tj ET").Close();
        Assert.Contains("invisible", Assert.Throws<RagQAException>(() => DocumentParsers.Parse("a.pdf", pdf)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ListItems_KeepTheirLines()
    {
        ParsedDocument document = Parse(page => page
            .Line(700, "1. Call for help and bring the emergency trolley to the bed.").Line(686, "2. Give oxygen by a mask with a reservoir.").Line(672, "3. Take blood cultures."));
        Assert.Equal(3, document.Text.Split('\n').Length);
    }

    private static ParsedDocument Parse(params Action<TestPage>[] pages)
    {
        using PdfDocumentBuilder builder = new();
        PdfDocumentBuilder.AddedFont plain = builder.AddStandard14Font(Standard14Font.Helvetica);
        PdfDocumentBuilder.AddedFont bold = builder.AddStandard14Font(Standard14Font.HelveticaBold);
        foreach (Action<TestPage> write in pages)
        {
            write(new TestPage(builder.AddPage(PageSize.A4), plain, bold));
        }

        return Assert.Single(DocumentParsers.Parse("a.pdf", builder.Build()).Documents);
    }

    private sealed class TestPage(PdfPageBuilder page, PdfDocumentBuilder.AddedFont plain, PdfDocumentBuilder.AddedFont boldFont)
    {
        public TestPage Line(double y, string text, double x = 50, double size = 11, bool bold = false)
        {
            page.AddText(text, size, new PdfPoint(x, y), bold ? boldFont : plain);
            return this;
        }
    }
}
