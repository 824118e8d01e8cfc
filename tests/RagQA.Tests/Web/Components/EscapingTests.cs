using Bunit;
using RagQA.Web.Asking;
using RagQA.Web.Components;

namespace RagQA.Tests.Web.Components;

/// <summary>Documents come from anywhere: nothing in them may run, hide or reorder what the page says.</summary>
public sealed class EscapingTests : ComponentTests
{
    private const string Script = "<script>alert(1)</script><img src=x onerror=alert(1)>";

    // Right-to-left override and its end, an isolate, and a zero-width space.
    private const string Bidi = "give \u202e05\u202c mg \u2067or\u2069\u200b more";

    [Fact]
    public void MarkedText_WithMarkup_ShowsItAsText()
    {
        var drawn = Render<MarkedText>(p => p.Add(c => c.Text, Script).Add(c => c.Start, 0).Add(c => c.End, 8));

        Assert.Empty(drawn.FindAll("script, img"));
        Assert.Contains("<script>", drawn.Find("mark").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(3, 3)]
    [InlineData(2, 400)]
    public void MarkedText_WithOffsetsThatDoNotFit_MarksNothing(int start, int end)
    {
        var drawn = Render<MarkedText>(p => p.Add(c => c.Text, "plain text").Add(c => c.Start, start).Add(c => c.End, end));

        Assert.Empty(drawn.FindAll("mark"));
        Assert.Equal("plain text", drawn.Markup.Trim());
    }

    [Fact]
    public void PassageCard_WithMarkupEverywhere_RunsNothing()
    {
        var passage = Answers.Passage(1, Script) with { Title = Script, Section = Script, Source = Script, DocumentType = Script, DocumentId = "\"><script>" };

        var drawn = Render<PassageCard>(p => p.Add(c => c.Passage, passage).Add(c => c.Collection, "sample").Add(c => c.Number, 1));

        Assert.Empty(drawn.FindAll("script, img"));
        Assert.Equal(Script, drawn.Find(".title").TextContent);
    }

    [Fact]
    public void AnswerCard_WithMarkupInAQuote_ShowsItAsTextAndCopiesItAsText()
    {
        var answer = Answers.Of(Answers.Span(Script, 0.9, 1));
        var session = new AskSession();
        session.Show(answer);

        var drawn = Render<AnswerCard>(p => p.Add(c => c.Answer, answer).Add(c => c.Session, session));

        Assert.Empty(drawn.FindAll("script, img"));
        Assert.Contains(Script, drawn.Find("[data-copy-main]").GetAttribute("data-copy"), StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_WithBidirectionalControls_ShowThemByNumber()
    {
        var passage = Answers.Passage(1, Bidi);
        var card = Render<PassageCard>(p => p.Add(c => c.Passage, passage).Add(c => c.Collection, "sample").Add(c => c.Number, 1));
        var quote = Render<Quotation>(p => p.Add(c => c.Citation, Answers.Citation(1, "", Bidi, "")));

        Assert.NotNull(card.Find("bdi.text"));
        Assert.Equal(ShownText.Of(Bidi), card.Find("bdi.text").TextContent.Trim());
        Assert.Contains("[U+202E]", quote.Find("blockquote").TextContent, StringComparison.Ordinal);
        Assert.NotNull(quote.Find("p bdi"));
    }
}
