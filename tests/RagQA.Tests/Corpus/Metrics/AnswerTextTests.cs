using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class AnswerTextTests
{
    [Theory]
    [InlineData("5 mg twice daily.", "5 mg twice  daily")]
    [InlineData("The asthma nurse", "asthma nurse")]
    [InlineData("“warfarin”", "“Warfarin”,")]
    [InlineData("co-amoxiclav", "Co-amoxiclav;")]
    [InlineData("(2.5 mg)", "2.5 mg")]
    [InlineData("250 µg", "250 μg")]
    public void Normalize_SameAnswerSpeltDifferently_IsEqual(string left, string right) =>
        Assert.Equal(AnswerText.Normalize(left), AnswerText.Normalize(right));

    [Theory]
    [InlineData("1.5 mg", "15 mg")]
    [InlineData("5-10 mg", "510 mg")]
    [InlineData("< 4 mmol/L", "4 mmol/L")]
    [InlineData("hepatitis A", "hepatitis")]
    [InlineData("A positive", "positive")]
    [InlineData("-3", "3")]
    [InlineData(".5 mg", "5 mg")]
    [InlineData("10^9/L", "109/L")]
    [InlineData("1:1000", "11000")]
    [InlineData("K+", "K")]
    public void Normalize_OtherDoseOrName_Differs(string left, string right) =>
        Assert.NotEqual(AnswerText.Normalize(left), AnswerText.Normalize(right));
}
