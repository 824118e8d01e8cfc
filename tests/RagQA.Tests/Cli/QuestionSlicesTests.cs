using RagQA.Cli.Evaluation;

namespace RagQA.Tests.Cli;

public sealed class QuestionSlicesTests
{
    [Theory]
    [InlineData("What dose is given?", "what")]
    [InlineData("In which year was it found?", "which")]
    [InlineData("How many tablets?", "how many")]
    [InlineData("How long before surgery is it stopped?", "how many")]
    [InlineData("How is it given?", "how")]
    [InlineData("Whose letter is it?", "who")]
    [InlineData("What's the dose?", "what")]
    [InlineData("Can it be crushed?", "yes or no")]
    [InlineData("Dose of bisoprolol", "other")]
    [InlineData("", "other")]
    public void WordOf_Question_IsItsQuestionWord(string question, string word) => Assert.Equal(word, QuestionSlices.WordOf(question));

    [Theory]
    [InlineData("one", "1")]
    [InlineData("the one", "1")]
    [InlineData("one two three", "2–3")]
    [InlineData("1 2 3 4 5 6 7 8 9 10 11 12 13", "13 or more")]
    public void Of_AnswerLength_IsARange(string answer, string range)
        => Assert.Equal(range, QuestionSlices.Of(new GoldQuestion
        {
            Id = "q", Question = "?", DocumentId = "d", Context = "c", Answers = [answer], IsImpossible = false, Article = 0,
        })["answer length, words"]);
}
