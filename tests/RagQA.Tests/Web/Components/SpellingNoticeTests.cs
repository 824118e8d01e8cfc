using Bunit;
using RagQA.Web.Components;

namespace RagQA.Tests.Web.Components;

public sealed class SpellingNoticeTests : ComponentTests
{
    [Fact]
    public void SpellingNotice_OfAWordInTheQuestion_AsksWithTheOtherOneOnlyWhenClicked()
    {
        string? asked = null;
        var answer = Answers.Of() with
        {
            Question = "Is Amlodipin given with amlodipine? Amlodipin!",
            Spelling = [new SpellingSuggestion { Word = "amlodipin", Like = ["amlodipine", "$1 <b>"] }],
        };
        var drawn = Render<SpellingNotice>(p => p.Add(c => c.Answer, answer).Add(c => c.OnAsk, question => asked = question));

        var buttons = drawn.FindAll("button");
        Assert.Equal(["Ask with “amlodipine”", "Ask with “$1 <b>”"], buttons.Select(b => b.TextContent));
        Assert.Null(asked);
        buttons[0].Click();
        Assert.Equal("Is amlodipine given with amlodipine? amlodipine!", asked);
        drawn.FindAll("button")[1].Click();
        Assert.Equal("Is $1 <b> given with amlodipine? $1 <b>!", asked);
    }

    [Fact]
    public void SpellingNotice_OfAWordThatWasWrittenOtherwise_NamesItWithoutAButton()
    {
        var answer = Answers.Of() with { Question = "Is amlo\u00addipin given?", Spelling = [new SpellingSuggestion { Word = "amlodipin", Like = ["amlodipine"] }] };
        var drawn = Render<SpellingNotice>(p => p.Add(c => c.Answer, answer));

        Assert.Empty(drawn.FindAll("button"));
        Assert.Contains("amlodipine", drawn.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void SpellingNotice_WithoutSuggestions_ShowsNothing()
        => Assert.Equal("", Render<SpellingNotice>(p => p.Add(c => c.Answer, Answers.Of())).Markup.Trim());
}
