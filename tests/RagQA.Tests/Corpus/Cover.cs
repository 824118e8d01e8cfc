namespace RagQA.Tests.Corpus;

/// <summary>What sentences and passages have in common: ordered slices that hold everything but white space.</summary>
internal static class Cover
{
    public static void Check(string text, TextRange within, IEnumerable<TextRange> ranges)
    {
        int done = within.Start;
        foreach (TextRange range in ranges)
        {
            Assert.True(range.Length > 0 && range.Start >= done && range.End <= within.End);
            Assert.False(char.IsWhiteSpace(text[range.Start]) || char.IsWhiteSpace(text[range.End - 1]));
            Assert.True(string.IsNullOrWhiteSpace(text[done..range.Start]));
            done = range.End;
        }

        Assert.True(string.IsNullOrWhiteSpace(text[done..within.End]));
    }
}
