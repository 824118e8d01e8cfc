using CsCheck;
using RagQA.Index;

namespace RagQA.Tests.Index;

/// <summary>Early termination leaves nothing out: hits and scores are, to the last bit, those of summing every posting.</summary>
public sealed class TermMergeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(5000)]
    public void Search_ManyBlocks_EqualsSummingEverything(int k)
    {
        // Terms from everywhere to nowhere; lengths and occurrences that vary within and between blocks.
        var random = new Random(k);
        var passages = Enumerable.Range(0, 4000).Select(row => Passage(random, row)).ToArray();
        var index = new LexicalIndex();
        for (var row = 0; row < passages.Length; row++)
        {
            index.Add(50_000 - row, passages[row]);
        }

        foreach (var gone in Enumerable.Range(0, passages.Length).Where(_ => random.Next(20) == 0).ToArray())
        {
            index.Remove(50_000 - gone);
        }

        for (var i = 0; i < 60; i++)
        {
            var terms = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Term(random)).Distinct().Order().ToArray();
            var weights = terms.Select(_ => random.Next(5) == 0 ? 0f : (float)(random.NextDouble() * 8)).ToArray();
            var filter = (i % 4) switch { 0 => null, 1 => Filter(random, 0.5), 2 => Filter(random, 0.02), _ => Filter(random, 0.0005) };
            Assert.Equal(SumEverything(index, passages, terms, weights, filter, k), index.Search(terms, weights, 40, k, filter));
        }
    }

    [Fact]
    public void Search_AnyPassages_EqualsSummingEverything() =>
        Gen.Select(Gen.ULong[1, 12].Array[0, 20].Array[0, 40], Gen.Select(Gen.ULong[1, 12], Gen.Float[0, 5]).Array[1, 6], Gen.Bool.Array[40], Gen.Int[1, 8]).Sample((passages, question, gone, k) =>
        {
            var index = new LexicalIndex();
            for (var row = 0; row < passages.Length; row++)
            {
                index.Add(50_000 - row, passages[row]);
            }

            for (var row = 0; row < passages.Length; row++)
            {
                if (gone[row])
                {
                    index.Remove(50_000 - row);
                }
            }

            var distinct = question.DistinctBy(term => term.Item1).ToArray();
            ulong[] terms = [.. distinct.Select(term => term.Item1)];
            float[] weights = [.. distinct.Select(term => term.Item2)];
            return SumEverything(index, passages, terms, weights, null, k).SequenceEqual(index.Search(terms, weights, 9, k));
        });

    [Fact]
    public void Search_AddedBetweenSearches_SeesEveryPassage()
    {
        var index = new LexicalIndex();
        for (var row = 0; row < 400; row++)
        {
            index.Add(row, new ulong[] { 7, (ulong)row + 100 });
            Assert.Equal(row + 1, index.Search([7], [1], 2, 1000).Length);
            Assert.Equal(row, Assert.Single(index.Search([(ulong)row + 100], [1], 2, 10)).Id);
        }
    }

    private static ulong Term(Random random) => (ulong)Math.Pow(2, random.NextDouble() * 11);

    private static ulong[] Passage(Random random, int row)
    {
        var length = row % 500 < 100 ? random.Next(1, 8) : random.Next(1, 120);
        return [.. Enumerable.Range(0, length).Select(_ => Term(random))];
    }

    private static PassageFilter Filter(Random random, double share)
    {
        var filter = new PassageFilter(4000);
        for (var row = 0; row < 4000; row++)
        {
            if (random.NextDouble() < share)
            {
                filter.Allow(row);
            }
        }

        return filter;
    }

    private static ScoredPassage[] SumEverything(LexicalIndex index, ulong[][] passages, ulong[] terms, float[] weights, PassageFilter? filter, int k)
    {
        var hits = new List<ScoredPassage>();
        var averageLength = passages.Length > 1000 ? 40f : 9f;
        for (var row = 0; row < passages.Length; row++)
        {
            var score = 0f;
            for (var i = 0; i < terms.Length; i++)
            {
                var occurrences = passages[row].Count(term => term == terms[i]);
                score += occurrences == 0 || weights[i] == 0 ? 0 : Bm25.Score(weights[i], occurrences, passages[row].Length, averageLength);
            }

            if (score > 0 && index.At(row).Live && filter?.Allows(row) != false)
            {
                hits.Add(new ScoredPassage(50_000 - row, score));
            }
        }

        return [.. hits.Order().Take(k)];
    }
}
