using CsCheck;
using RagQA.Inference;

namespace RagQA.Tests.Inference;

public sealed class SpanSearchTests
{
    /// <summary>Few distinct values, so that ties are common.</summary>
    private static readonly Gen<float[]> Logits = Gen.OneOf(Gen.Int[-3, 3].Select(i => (float)i), Gen.Float[-12f, 12f]).Array[60];

    [Fact]
    public void Best_FakeLogits_EqualsBruteForce() => Gen.Select(Logits, Logits, Gen.Int[0, 10], Gen.Int[0, 50], Gen.Int[1, 35], Gen.Int[1, 12]).Sample(
        (start, end, first, count, maxTokens, n) =>
            Assert.Equal(BruteForce(start, end, first, count, maxTokens, n), SpanSearch.Best(start, end, first, count, maxTokens, n)),
        iter: 2000);

    [Fact]
    public void Best_NoTokens_GivesNone() => Assert.Empty(SpanSearch.Best([1f], [1f], 1, 0, 30, 5));

    [Fact]
    public void Best_NotANumber_IsNeverChosen() =>
        Assert.Equal([new TokenSpan(1, 1, 3f)], SpanSearch.Best([float.NaN, 1f], [float.NaN, 2f], 0, 2, 30, 5));

    [Fact]
    public void Best_LongerThanAllowed_IsNotConsidered()
    {
        float[] start = [9f, 0f, 0f, 0f];
        float[] end = [0f, 0f, 1f, 9f];
        Assert.Equal(new TokenSpan(0, 2, 10f), SpanSearch.Best(start, end, 0, 4, 3, 1)[0]);
    }

    private static TokenSpan[] BruteForce(float[] start, float[] end, int first, int count, int maxTokens, int n) =>
    [
        .. (from left in Enumerable.Range(first, count)
            from right in Enumerable.Range(left, first + count - left)
            where right - left < maxTokens
            let score = start[left] + end[right]
            orderby score descending, left, right
            select new TokenSpan(left, right, score)).Take(n),
    ];
}
