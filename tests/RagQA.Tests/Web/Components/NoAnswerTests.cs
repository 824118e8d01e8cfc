using Bunit;
using RagQA.Web.Asking;
using RagQA.Web.Components;

namespace RagQA.Tests.Web.Components;

public sealed class NoAnswerTests : ComponentTests
{
    [Fact]
    public void NoAnswer_AfterACompleteSearch_SaysWhatWasSearched()
    {
        var drawn = Render<NoAnswer>(p => p.Add(c => c.Answer, Answers.Of()));

        Assert.Equal("No passage answers this.", drawn.Find("h2").TextContent);
        Assert.Contains("All 4 partitions of sample were searched", drawn.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void NoAnswer_AfterAPartialSearch_NeverClaimsThatThereIsNone()
    {
        var drawn = Render<NoAnswer>(p => p.Add(c => c.Answer, Answers.Of() with { Coverage = new Coverage { Partitions = 4, Answered = 3, Missing = [0] } }));

        Assert.Equal("Not found in what could be searched.", drawn.Find("h2").TextContent);
        Assert.Contains("was not searched", drawn.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void NoAnswer_WithAFilter_OffersToAskWithoutIt()
    {
        DocumentFilter? asked = null;
        var drawn = Render<NoAnswer>(p => p
            .Add(c => c.Answer, Answers.Of())
            .Add(c => c.Filter, new DocumentFilter { FromYear = 2020 })
            .Add(c => c.OnAskFiltered, filter => asked = filter));

        drawn.Find("button").Click();

        Assert.Equal(DocumentFilter.None, asked);
    }
}
