using RagQA.Grains.Retrieval;

namespace RagQA.Tests.Grains;

public sealed class PassageWordsTests
{
    [Theory]
    [InlineData("Give 500 mg,  twice a day.", "give 500 mg twice a day")]
    [InlineData("Give **500 mg** twice\na day", "Give 500 mg twice a day!")]
    public void Of_SameWords_IsEqual(string one, string other) => Assert.Equal(PassageWords.Of(one), PassageWords.Of(other));

    [Theory]
    [InlineData("Give 1.5 mg a day.", "Give 15 mg a day.")]
    [InlineData("Give 1.5 mg a day.", "Give 1 5 mg a day.")]
    [InlineData("Potassium < 3", "Potassium > 3")]
    [InlineData("It changed by -3", "It changed by 3")]
    [InlineData("Do give it.", "Do not give it.")]
    [InlineData("µg", "mg")]
    public void Of_AnotherMeaning_Differs(string one, string other) => Assert.NotEqual(PassageWords.Of(one), PassageWords.Of(other));
}
