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
