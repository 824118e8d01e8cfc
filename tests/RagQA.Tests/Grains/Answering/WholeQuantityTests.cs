using RagQA.Grains.Answering;

namespace RagQA.Tests.Grains.Answering;

public sealed class WholeQuantityTests
{
    [Theory]
    [InlineData("give 500 micrograms now", "500", "500 micrograms")]
    [InlineData("give 5 mg/kg daily", "5", "5 mg/kg")]
    [InlineData("aim for 94 to 98% on air", "94 to 98", "94 to 98%")]
    [InlineData("below 4.0 mmol/L.", "4.0", "4.0 mmol/L")]
    [InlineData("15 mL/kg over an hour", "15", "15 mL/kg")]
    [InlineData("500 gallons of water", "500", "500")]
    [InlineData("in 2024 guidelines changed", "2024", "2024")]
    [InlineData("stage 3 lung disease", "3", "3")]
    [InlineData("take 500 mg twice", "500 mg", "500 mg")]
    [InlineData("the dose is 500", "500", "500")]
    public void Of_ASpan_KeepsFigureAndUnitTogether(string text, string span, string expected)
    {
        var start = text.IndexOf(span, StringComparison.Ordinal);

        var whole = WholeQuantity.Of(text, new SpanCandidate(start, start + span.Length, 1));

        Assert.Equal(expected, text[whole.Start..whole.End]);
    }

    [Fact]
    public void Aggregate_EqualFiguresOfDifferentUnits_DoNotAgree()
    {
        var groups = Aggregator.Aggregate(
            [Readings.Of(1, "adrenaline 500 micrograms", 1, ("500", 3)), Readings.Of(2, "amoxicillin 500 mg", 1, ("500", 3))],
            new AggregatorOptions { MinShare = 0 });

        Assert.Equal(["500 micrograms", "500 mg"], groups.Select(g => g.Spans[0].Text));
    }
}
