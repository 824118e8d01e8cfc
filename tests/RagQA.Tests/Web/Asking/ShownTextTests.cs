using CsCheck;
using RagQA.Web.Asking;

namespace RagQA.Tests.Web;

public sealed class ShownTextTests
{
    [Theory]
    [InlineData("plain, ünïcödé 漢字 🙂\n\tтекст", "plain, ünïcödé 漢字 🙂\n\tтекст")]
    [InlineData("give \u202e5 mg\u202c now", "give [U+202E]5 mg[U+202C] now")]
    [InlineData("a\u2066b\u2069c\u200fd", "a[U+2066]b[U+2069]c[U+200F]d")]
    [InlineData("a\0b\u0007", "a[U+0000]b[U+0007]")]
    [InlineData("tag\U000E0041", "tag[U+E0041]")]
    [InlineData("می\u200cخواهم", "می\u200cخواهم")]
    public void Of_Text_ShowsWhatTurnsOrHides(string text, string expected) => Assert.Equal(expected, ShownText.Of(text));

    [Fact]
    public void Of_AnyText_HoldsNothingThatTurnsDirection() => Gen.String.Sample(text =>
        Assert.DoesNotContain(ShownText.Of(text), c => c is '\u202a' or '\u202b' or '\u202c' or '\u202d' or '\u202e' or '\u2066' or '\u2067' or '\u2068' or '\u2069' or '\u200e' or '\u200f'));
}
