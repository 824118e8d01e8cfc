using CsCheck;
using RagQA.Web.Asking;

namespace RagQA.Tests.Web.Asking;

public sealed class SentencePartsTests
{
    [Fact]
    public void Of_AnyCitation_ShowsTheWholeSentenceAndTheQuoteWordForWord() =>
        Gen.Select(Gen.String, Gen.String[1, 20], Gen.String).Sample((before, quote, after) =>
        {
            var parts = SentenceParts.Of(Answers.Citation(1, before, quote, after));

            Assert.Equal(quote, parts.Span);
            Assert.Equal(before + quote + after, parts.Before + parts.Span + parts.After);
        });

    [Fact]
    public void Of_AnyOffsets_NeverMarksOtherWordsThanTheQuote() =>
        Gen.Select(Gen.Int[-50, 50], Gen.Int[-50, 50], Gen.Int[-50, 50]).Sample((start, end, sentenceStart) =>
        {
            var parts = SentenceParts.Of(Answers.Citation(1) with { Start = start, End = end, SentenceStart = sentenceStart });

            Assert.Equal("500 micrograms", parts.Span);
        });
}
