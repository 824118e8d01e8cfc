using RagQA.Web.Asking;

namespace RagQA.Tests.Web.Asking;

public sealed class WordingTests
{
    [Theory]
    [InlineData(0, "0 passages")]
    [InlineData(1, "1 passage")]
    [InlineData(1234, "1,234 passages")]
    public void Count_OfAnyNumber_HasTheRightPlural(long value, string expected) => Assert.Equal(expected, Wording.Count(value, "passage"));

    [Theory]
    [InlineData(0.2, "1 ms")]
    [InlineData(99.6, "100 ms")]
    [InlineData(424, "0.4 s")]
    [InlineData(61000, "61.0 s")]
    public void Seconds_OfAnyTime_AreShort(double milliseconds, string expected) => Assert.Equal(expected, Wording.Seconds(milliseconds));

    [Theory]
    [InlineData(new int[0], "no partition")]
    [InlineData(new[] { 2 }, "partition 2")]
    [InlineData(new[] { 3, 1 }, "partitions 1 and 3")]
    [InlineData(new[] { 4, 1, 3 }, "partitions 1, 3 and 4")]
    public void Partitions_Named_ReadAsAList(int[] numbers, string expected) => Assert.Equal(expected, Wording.Partitions(numbers));

    [Fact]
    public void Meaning_WithoutCalibration_SaysUncalibrated()
    {
        Assert.Equal("uncalibrated score", Wording.Meaning(new Confidence { Value = 0.9, Word = "high" }));
        Assert.Equal(
            "of answers scored like this, about 88 % were right when tested on SQuAD",
            Wording.Meaning(new Confidence { Value = 0.88, Word = "high", CalibratedOn = "SQuAD" }));
    }

    [Fact]
    public void Listed_LeavesOutWhatIsNotThere() => Assert.Equal("a\u00a0· b", Wording.Listed("a", null, "", "b"));

    [Fact]
    public void OneLine_HasSingleSpacesOnly() => Assert.Equal("a b c", Wording.OneLine(" a\r\n\tb  c "));

    [Theory]
    [InlineData(true, new[] { 1, 2 }, "Also holds without any one of its sources.")]
    [InlineData(false, new[] { 1, 2 }, "Would change without one of its sources.")]
    [InlineData(false, new[] { 1 }, "Rests on one source.")]
    public void Basis_OfAnAnswer_SaysOnWhatItRests(bool stable, int[] passages, string expected) =>
        Assert.Equal(expected, Wording.Basis(Answers.Of(Answers.Span("x", 0.9, passages)) with { Stable = stable }));
}
