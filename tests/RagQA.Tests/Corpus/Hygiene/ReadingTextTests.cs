using CsCheck;
using RagQA.Corpus;

namespace RagQA.Tests.Corpus;

public sealed class ReadingTextTests
{
    [Theory]
    [InlineData("medi-\ncation", "medication")]
    [InlineData("medi-  \n  cation", "medication")]
    [InlineData("medi\u00AD\ncation", "medication")]
    [InlineData("low-\ndose", "low-dose")]
    [InlineData("COVID-\nrelated", "COVIDrelated")]
    [InlineData("range 5-\n10 mg", "range 5-\n10 mg")]
    [InlineData("stop -\nthen", "stop -\nthen")]
    [InlineData("end-\n\nnext", "end-\n\nnext")]
    [InlineData("5\u00A0mg\u202Fdaily", "5 mg daily")]
    [InlineData("in\u200Bvis\u2060ible\uFEFF", "invisible")]
    [InlineData("\u202Eabc\u202C", "abc")]
    [InlineData("e\uFB03cient \uFB01nding", "efficient finding")]
    [InlineData("\uFF15\uFF0E\uFF10 \uFF4D\uFF47", "5.0 mg")]
    [InlineData("a\r\nb\rc", "a\nb\nc")]
    [InlineData("\u201Cquoted\u201D isn\u2019t", "\u201Cquoted\u201D isn\u2019t")]
    [InlineData("tag\U000E0041s", "tags")]
    [InlineData("50 \u00B5g", "50 \u03BCg")]
    [InlineData("non\u2011steroidal", "non-steroidal")]
    public void From_UncleanText_IsNormalised(string text, string expected) => Assert.Equal(expected, ReadingText.From(text).Text);

    [Fact]
    public void From_LoneSurrogate_IsReplaced() => Assert.Equal("x\uFFFDy", ReadingText.From("x\uD800y").Text);

    [Fact]
    public void ToText_RangeOverLigatureAndHyphen_GivesTheOriginalSlice()
    {
        const string Text = "An e\uFB03cient medi-\ncation.";
        ReadingText reading = ReadingText.From(Text);
        int start = reading.Text.IndexOf("efficient", StringComparison.Ordinal);
        TextRange word = reading.ToText(start, start + "efficient".Length);
        Assert.Equal("e\uFB03cient", Text[word.Start..word.End]);
        start = reading.Text.IndexOf("medication", StringComparison.Ordinal);
        word = reading.ToText(start, start + "medication".Length);
        Assert.Equal("medi-\ncation", Text[word.Start..word.End]);
    }

    [Fact]
    public void ToText_InvisibleCharactersAtTheEdges_StayOutside()
    {
        const string Text = "\u200B5 mg\u200B\u200B daily";
        TextRange range = ReadingText.From(Text).ToText(0, 4);
        Assert.Equal("5 mg", Text[range.Start..range.End]);
    }

    [Fact]
    public void ToText_HalfASurrogatePair_GivesTheWholePair() =>
        Assert.Equal(new TextRange(1, 3), ReadingText.From("a😀b").ToText(2, 3));

    [Fact]
    public void ToText_OutsideTheReadingText_Throws()
    {
        ReadingText reading = ReadingText.From("abc");
        Assert.Throws<ArgumentOutOfRangeException>(() => reading.ToText(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => reading.ToText(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => reading.ToText(2, 1));
    }

    [Fact]
    public void ToText_AnyText_IsMonotoneAndInRange() => UnicodeText.Any.Sample(
        text =>
        {
            ReadingText reading = ReadingText.From(text);
            int previous = 0;
            for (int i = 0; i <= reading.Text.Length; i++)
            {
                int offset = reading.ToText(i);
                Assert.InRange(offset, previous, text.Length);
                Assert.False(SplitsPair(text, offset));
                previous = offset;
            }

            Assert.Equal(text.Length, reading.ToText(reading.Text.Length));
        },
        iter: 5000);

    [Fact]
    public void ToText_AnyRange_IsASliceThatReadsTheSame() => Gen.Select(UnicodeText.Any, Gen.Int[0, 1000], Gen.Int[0, 1000]).Sample(
        (text, first, second) =>
        {
            ReadingText reading = ReadingText.From(text);
            int start = Math.Min(first, second) % (reading.Text.Length + 1);
            int end = Math.Max(start, Math.Max(first, second) % (reading.Text.Length + 1));
            TextRange range = reading.ToText(start, end);
            Assert.InRange(range.Start, 0, range.End);
            Assert.InRange(range.End, range.Start, text.Length);
            Assert.Equal(start == end, range.Length == 0);
            Assert.False(SplitsPair(text, range.Start) || SplitsPair(text, range.End));
            foreach (char c in reading.Text[start..end].Where(c => char.IsAsciiLetterOrDigit(c) && text.Contains(c, StringComparison.Ordinal)))
            {
                Assert.Contains(ReadingText.From(text[range.Start..range.End]).Text, read => read == c);
            }
        },
        iter: 5000);

    [Fact]
    public void From_CleanAscii_IsTheIdentity() => Gen.Char["abcXYZ 019.,;:()/%\n\t"].Array[0, 200].Sample(
        characters =>
        {
            string text = new(characters);
            ReadingText reading = ReadingText.From(text);
            Assert.Same(text, reading.Text);
            Assert.Equal(Enumerable.Range(0, text.Length + 1), Enumerable.Range(0, text.Length + 1).Select(offset => reading.ToText(offset)));
        },
        iter: 1000);

    [Fact]
    public void From_ReadingText_ChangesNothingMore() => UnicodeText.Any.Sample(
        text =>
        {
            // Joining lines can bring a new pair of letter and hyphen together; apart from that once is enough.
            string once = ReadingText.From(text.Replace("-", "", StringComparison.Ordinal).Replace("\u00AD", "", StringComparison.Ordinal)).Text;
            Assert.Equal(once, ReadingText.From(once).Text);
        },
        iter: 3000);

    private static bool SplitsPair(string text, int offset) => offset > 0 && offset < text.Length
        && char.IsHighSurrogate(text[offset - 1]) && char.IsLowSurrogate(text[offset]);
}
