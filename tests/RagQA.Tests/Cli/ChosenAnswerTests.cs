using RagQA.Cli.Evaluation;
using RagQA.Grains.Answering;
using RagQA.Tests.Grains.Answering;

namespace RagQA.Tests.Cli;

public sealed class ChosenAnswerTests
{
    private static readonly ReadPassage[] Read =
    [
        Readings.Of(1, "give 5 mg", relevance: 1, ("5 mg", 4)),
        Readings.Of(2, "give 7 mg", relevance: 3, ("7 mg", 1)),
        Readings.Of(3, "give 5 mg", relevance: -9, ("give", 9)),
    ];

    [Theory]
    [InlineData(nameof(AnswerAggregation.BestSpan), "5 mg")]
    [InlineData(nameof(AnswerAggregation.BestPassage), "7 mg")]
    public void Of_ASingleSpan_IsTheBestByItsRule(string aggregation, string expected)
    {
        var answer = ChosenAnswer.Of(Enum.Parse<AnswerAggregation>(aggregation), Read, new ConfidenceScale(null));
        Assert.Equal(expected, answer.Text);
        Assert.True(answer.Answered);
        Assert.Null(answer.Confidence);
    }

    [Fact]
    public void Of_NothingRead_IsNoAnswer()
    {
        foreach (var aggregation in Enum.GetValues<AnswerAggregation>())
        {
            var answer = ChosenAnswer.Of(aggregation, [], new ConfidenceScale(null));
            Assert.Equal("", answer.Text);
            Assert.False(answer.Answered);
        }
    }
}
