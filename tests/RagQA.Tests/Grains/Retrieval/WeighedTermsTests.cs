using RagQA.Grains.Retrieval;
using RagQA.Index;

namespace RagQA.Tests.Grains.Retrieval;

public sealed class WeighedTermsTests
{
    [Theory]
    [InlineData("Bisoprolol is started at 1.25 mg.", 0.75)]
    [InlineData("The starting dose of bisoprolol", 1)]
    [InlineData("Take it with food.", 0)]
    public void ShareIn_Text_IsTheWeightOfTheTermsThere(string text, double expected)
    {
        var question = LexicalAnalyzer.Question("starting bisoprolol dose");
        var weights = Array.ConvertAll(question.Terms, term => term == LexicalAnalyzer.Terms("bisoprolol")[0] ? 2f : 1f);

        Assert.Equal(expected, new WeighedTerms(question.Terms, weights).ShareIn(text), 6);
    }

    [Fact]
    public void ShareIn_WithoutWeights_CountsTerms()
        => Assert.Equal(0.5, new WeighedTerms(LexicalAnalyzer.Question("bisoprolol dose").Terms, []).ShareIn("The dose was doubled."), 6);

    [Fact]
    public void ShareIn_QuestionWithoutTerms_IsZero() => Assert.Equal(0, new WeighedTerms([], []).ShareIn("anything"));
}
