using Bunit;
using RagQA.Web.Asking;
using RagQA.Web.Components;

namespace RagQA.Tests.Web.Components;

public sealed class AnswerCardTests : ComponentTests
{
    [Fact]
    public void Card_OfAStrongAnswer_ShowsQuoteSentenceSourceAndConfidence()
    {
        var card = Draw(Answers.Of(Answers.Span("500 micrograms", 0.91, 1)));

        Assert.Equal("answer begins: “500 micrograms” :answer ends", card.Find("blockquote mark").TextContent);
        Assert.Contains("Give ", card.Find("blockquote").TextContent, StringComparison.Ordinal);
        Assert.Contains("7 Jun 2025", card.Find(".source").TextContent, StringComparison.Ordinal);
        Assert.Contains("High, 0.91: uncalibrated score", card.Find(".confidence").TextContent, StringComparison.Ordinal);
        Assert.Equal("Rests on one source.", card.Find(".basis").TextContent);
        Assert.NotNull(card.Find(".quotation-large"));
    }

    [Fact]
    public void View_OfAWeakAnswer_PutsThePassagesFirstAndDoesNotEnlarge()
    {
        var answer = Answers.Of(Answers.Span("500 micrograms", 0.3, 1));
        var session = new AskSession();
        session.Show(answer);

        var view = Render<AnswerView>(p => p.Add(v => v.Answer, answer).Add(v => v.Session, session));

        Assert.Contains("Weak evidence", view.Markup, StringComparison.Ordinal);
        Assert.InRange(view.Markup.IndexOf("Passages to read first", StringComparison.Ordinal), 0, view.Markup.IndexOf("answer-title", StringComparison.Ordinal));
        Assert.Empty(view.FindAll(".quotation-large"));
    }

    [Fact]
    public void Card_OfDisagreement_ShowsBothSidesAlike()
    {
        var card = Draw(Answers.Of(Answers.Span("500 micrograms", 0.5, 1), Answers.Span("300 micrograms", 0.4, 2)) with { Disagreement = true });

        Assert.Contains("Sources disagree", card.Markup, StringComparison.Ordinal);
        Assert.Equal(2, card.FindAll(".side blockquote").Count);
        Assert.Empty(card.FindAll(".quotation-large"));
        Assert.Empty(card.FindAll(".basis"));
        Assert.Empty(card.FindAll(".confidence"));
    }

    [Theory]
    [InlineData("2.5 mg", 0.28, true)]
    [InlineData("2.5 mg", 0.1, false)]
    [InlineData("5 mg twice daily", 0.28, false)]
    public void Card_WithANearSecondAnswer_WarnsAndEnlargesNeither(string second, double probability, bool expected)
    {
        var best = Answers.Span("5 mg", 0.3, 1) with { Confidence = new Confidence { Value = 0.9, Word = "high" } };

        var card = Draw(Answers.Of(best, Answers.Span(second, probability, 2)));

        Assert.Equal(expected, card.Markup.Contains("Another answer is nearly as likely", StringComparison.Ordinal));
        Assert.Equal(!expected, card.FindAll(".quotation-large").Count > 0);
        Assert.Equal(!expected, card.FindAll(".confidence").Count > 0);
    }

    [Fact]
    public void View_OfAnAnswerThatWasDecidedEarly_PutsUnreadPassagesApart()
    {
        var answer = Answers.Of(Answers.Span("500 micrograms", 0.9, 1)) with
        {
            Passages = [.. Enumerable.Range(1, 12).Select(i => Answers.Passage(i) with { Relevance = i <= 6 ? 1 : null, AlsoIn = i == 1 ? ["copy.md"] : [] })],
        };
        var session = new AskSession();
        session.Show(answer);

        var view = Render<AnswerView>(p => p.Add(v => v.Answer, answer).Add(v => v.Session, session));

        Assert.Contains("12 passages found, 6 read", view.Markup, StringComparison.Ordinal);
        Assert.Equal("6 further passages found, not read", view.Find(".rest > summary").TextContent);
        Assert.Equal(6, view.FindAll(".rest details.passage").Count);
        Assert.Equal("/documents/sample/copy.md", view.Find(".answer .same a").GetAttribute("href"));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Card_WithThreePlaces_ShowsWhatThePassagesSay(int more, bool expected)
    {
        var card = Draw(Answers.Of(Answers.Span("500 micrograms", 0.8, [.. Enumerable.Range(1, more)]), Answers.Span("300 micrograms", 0.1, 4)));

        Assert.Equal(expected, card.FindAll(".agreement").Count > 0);
        Assert.Equal(!expected, card.FindAll(".others").Count > 0);
    }

    [Fact]
    public void Card_OfARetractedSource_SaysSoFirstAndDoesNotEnlarge()
    {
        var span = Answers.Span("500 micrograms", 0.9, 1);

        var card = Draw(Answers.Of(span with { Citations = [span.Citations[0] with { Retracted = true }] }));

        Assert.InRange(card.Markup.IndexOf("This source was retracted", StringComparison.Ordinal), 0, card.Markup.IndexOf("<blockquote", StringComparison.Ordinal));
        Assert.Empty(card.FindAll(".quotation-large"));
    }

    [Fact]
    public void Card_OfAPatient_NamesThePatient() =>
        Assert.Contains("patient-7", Draw(Answers.Of(Answers.Span("x", 0.9, 1)) with { Subject = "patient-7" }).Find(".patient").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Card_OfAPartialSearch_SaysPartial() =>
        Assert.Contains(
            "3 of 4 partitions, partial",
            Draw(Answers.Of(Answers.Span("x", 0.9, 1)) with { Coverage = new Coverage { Partitions = 4, Answered = 3, Missing = [1] } }).Find(".facts").TextContent,
            StringComparison.Ordinal);

    private IRenderedComponent<AnswerCard> Draw(Answer answer)
    {
        var session = new AskSession();
        session.Show(answer);
        return Render<AnswerCard>(p => p.Add(c => c.Answer, answer).Add(c => c.Session, session));
    }
}
