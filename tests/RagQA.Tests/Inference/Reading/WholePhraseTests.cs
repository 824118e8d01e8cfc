using CsCheck;
using RagQA.Inference;

namespace RagQA.Tests.Inference;

public sealed class WholePhraseTests
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
    public void Of_AFigure_KeepsItsUnit(string text, string span, string expected) => Assert.Equal(expected, Whole(text, span));

    [Theory]
    [InlineData("it must not exceed 4 g", "exceed 4 g", "not exceed 4 g")]
    [InlineData("Never crushed, always whole", "crushed", "Never crushed")]
    [InlineData("given without food", "food", "without food")]
    [InlineData("there was no rash", "rash", "no rash")]
    [InlineData("no more than 4 g", "4 g", "4 g")]
    [InlineData("a knot tied", "tied", "tied")]
    [InlineData("not, he said, today", "he said", "he said")]
    public void Of_WhatIsNegated_KeepsTheNegation(string text, string span, string expected) => Assert.Equal(expected, Whole(text, span));

    [Theory]
    [InlineData("use alteplase (tissue activator) early", "alteplase (tissue", "alteplase (tissue activator)")]
    [InlineData("use alteplase (tissue activator) early", "activator)", "(tissue activator)")]
    [InlineData("use alteplase (tissue activator) early", "tissue activator", "tissue activator")]
    [InlineData("(a) first, (b) second", "first", "first")]
    [InlineData("a smile :) is free", "smile :)", "smile :)")]
    public void Of_HalfAParenthesis_IsCompleted(string text, string span, string expected) => Assert.Equal(expected, Whole(text, span));

    [Fact]
    public void Of_AnyRangeOfAnyText_HoldsTheRange() =>
        Gen.Select(Gen.String[Gen.Char[" ()5mgnot\n%"], 1, 60], Gen.Int[0, 60], Gen.Int[0, 60]).Sample((text, a, b) =>
        {
            var range = new TextRange(Math.Min(Math.Min(a, b), text.Length), Math.Min(Math.Max(a, b), text.Length));
            TextRange whole = WholePhrase.Of(text, range);
            Assert.InRange(whole.Start, 0, range.Start);
            Assert.InRange(whole.End, range.End, text.Length);
        }, iter: 5000);

    private static string Whole(string text, string span)
    {
        int start = text.IndexOf(span, StringComparison.Ordinal);
        TextRange whole = WholePhrase.Of(text, new TextRange(start, start + span.Length));
        return text[whole.Start..whole.End];
    }
}
