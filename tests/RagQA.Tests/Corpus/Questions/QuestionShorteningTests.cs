using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class QuestionShorteningTests
{
    private const string Message = "Metformin and the gym. I have been taking it for two years and my friend told me something odd about it last week. "
        + "Should I stop before a long run? Thanks in advance for your time and have a nice day.";

    [Fact]
    public void Shorten_LongMessage_KeepsItsSubjectAndWhatItAsks() =>
        Assert.Equal("Metformin and the gym. Should I stop before a long run?", QuestionShortening.Shorten(Message, 20));

    [Theory]
    [InlineData(100)]
    [InlineData(43)]
    public void Shorten_ShortEnough_IsTheText(int words) => Assert.Equal(Message, QuestionShortening.Shorten(Message, words));

    [Fact]
    public void Shorten_WithoutAQuestionMark_KeepsWhatBeginsLikeAQuestion() =>
        Assert.Equal("Hello there. What is a safe dose of it.", QuestionShortening.Shorten("Hello there. What is a safe dose of it. I weigh sixty kilograms.", 5));

    [Fact]
    public void Shorten_NothingThatAsks_IsTheText() =>
        Assert.Equal("One two three. Four five six.", QuestionShortening.Shorten("One two three. Four five six.", 2));
}
