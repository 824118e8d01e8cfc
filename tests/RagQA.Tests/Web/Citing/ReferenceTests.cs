using RagQA.Web.Citing;

namespace RagQA.Tests.Web.Citing;

public sealed class ReferenceTests
{
    [Fact]
    public void Vancouver_OfACitation_NamesSourceTitleDateAndPlace() =>
        Assert.Equal("Ward library. Document 1 [protocol]. 2025 Jun 7. Treatment, page 3.", Vancouver.Reference(Answers.Citation(1) with { DocumentType = "protocol", Page = 3 }));

    [Fact]
    public void Vancouver_OfABareDocument_SaysThatTheDateIsUnknown() =>
        Assert.Equal("Is it safe? [date unknown].", Vancouver.Reference(Answers.Citation(1) with { Title = "Is it safe?", Source = null, Section = null, Date = null }));

    [Fact]
    public void Vancouver_OfAPaper_NamesAuthorsAddressAndRetraction() =>
        Assert.Equal(
            "Author A, Writer B. Document 1. 2025 Jun 7. Treatment. Available from: https://example.org/1 [Retracted.] [Superseded by Document 9.]",
            Vancouver.Reference(Answers.Citation(1) with { Authors = ["Author A", "Writer B"], Url = "https://example.org/1", Retracted = true, SupersededBy = "Document 9" }));

    [Fact]
    public void Harvard_OfAPaper_NamesAuthorsYearAndSource() =>
        Assert.Equal(
            "Author A, Writer B (2025) Document 1 [protocol]. Ward library. Treatment. [Retracted.]",
            Harvard.Reference(Answers.Citation(1) with { Authors = ["Author A", "Writer B"], DocumentType = "protocol", Retracted = true }));

    [Fact]
    public void Harvard_OfABareDocument_SaysWhatIsNotKnown() =>
        Assert.Equal("No author (no date) Is it safe?", Harvard.Reference(Answers.Citation(1) with { Title = "Is it safe?", Source = null, Section = null, Date = null }));

    [Fact]
    public void BibTex_OfAHostileTitle_EndsNoField()
    {
        var answer = Answers.Of(Answers.Span("a", 0.6, 1) with { Citations = [Answers.Citation(1) with { Title = "x}, }\n@misc{evil, 50 % \\input{y}", Authors = ["A", "B"] }] });

        var lines = BibTex.Of(answer).Split('\n');

        Assert.Equal(@"  title = {x\}, \} @misc\{evil, 50 \% \textbackslash{}input\{y\}},", lines[1]);
        Assert.Equal("  author = {A and B},", lines[2]);
        Assert.Single(lines, l => l.StartsWith('@'));
    }

    [Fact]
    public void CslJson_OfAnAnswer_HasOneItemPerDocumentWithItsDate()
    {
        using var items = System.Text.Json.JsonDocument.Parse(CslJson.Of(Answers.Of(Answers.Span("a", 0.6, 1, 2, 1))));

        Assert.Equal(2, items.RootElement.GetArrayLength());
        Assert.Equal([2025, 6, 7], items.RootElement[0].GetProperty("issued").GetProperty("date-parts")[0].EnumerateArray().Select(n => n.GetInt32()));
        Assert.False(items.RootElement[0].TryGetProperty("URL", out _));
    }

    [Fact]
    public void Markdown_OfHostileText_StaysText()
    {
        var citation = Answers.Citation(1, before: "# <b>Give</b> ", quote: "*500*", after: " [now](http://x).");

        var text = Markdown.Of(Answers.Of(Answers.Span("*500*", 0.6, 1) with { Citations = [citation] }), "Check the source.");

        Assert.Contains(@"> \# \<b\>Give\</b\> **“\*500\*”** \[now\](http://x).", text, StringComparison.Ordinal);
        Assert.Contains("4 of 4 partitions", text, StringComparison.Ordinal);
    }

    [Fact]
    public void References_OfAnAnswer_CountEachDocumentOnce() =>
        Assert.Equal(2, Vancouver.References(Answers.Of(Answers.Span("a", 0.6, 1, 2, 1), Answers.Span("b", 0.4, 2))).Count());

    [Fact]
    public void Ris_OfAnAnswer_HasOneRecordPerDocument()
    {
        var lines = Ris.Of(Answers.Of(Answers.Span("500 micrograms", 0.6, 1, 2))).Split("\r\n");

        Assert.Equal(2, lines.Count(l => l == "TY  - GEN"));
        Assert.Equal(2, lines.Count(l => l == "ER  - "));
        Assert.Contains("TI  - Document 1", lines);
        Assert.Contains("PY  - 2025", lines);
    }

    [Fact]
    public void Ris_OfAPaper_NamesEachAuthorAndTheAddress()
    {
        var citation = Answers.Citation(1) with { Authors = ["Author A", "Writer B"], Url = "https://example.org/1", Retracted = true };

        var lines = Ris.Of(Answers.Of(Answers.Span("a", 0.6, 1) with { Citations = [citation] })).Split("\r\n");

        Assert.Equal(["AU  - Author A", "AU  - Writer B"], lines.Where(l => l.StartsWith("AU", StringComparison.Ordinal)));
        Assert.Contains("UR  - https://example.org/1", lines);
        Assert.Contains("N1  - Retracted", lines);
    }

    [Fact]
    public void Ris_OfATextWithLineEnds_CannotBeginATagOfItsOwn()
    {
        var answer = Answers.Of(Answers.Span("a", 0.6, 1) with { Citations = [Answers.Citation(1) with { Title = "x\r\nER  - \r\nTY  - BOOK" }] });

        Assert.DoesNotContain("TY  - BOOK", Ris.Of(answer).Split("\r\n"));
    }
}
