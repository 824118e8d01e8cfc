using CsCheck;
using RagQA.Index;

namespace RagQA.Tests.Index;

public sealed class TopKTests
{
    private static readonly Gen<ScoredPassage[]> Hits =
        Gen.Select(Gen.Long[0, 60], Gen.Int[0, 5], (id, score) => new ScoredPassage(id, score)).Array[0, 20];

    [Fact]
    public void Merge_AnyLists_EqualsSortingEverything() => Gen.Select(Hits.Array[0, 6], Gen.Int[1, 30]).Sample((lists, k) =>
    {
        var sorted = lists.Select(list => list.DistinctBy(hit => hit.Id).Order().ToArray()).ToArray();
        var expected = sorted.SelectMany(list => list).Order().DistinctBy(hit => hit.Id).Take(k);
        return TopK.Merge(sorted, k).SequenceEqual(expected);
    });

    [Fact]
    public void BestPassages_AnyOffers_KeepsTheBest() => Gen.Select(Hits, Gen.Int[0, 25]).Sample((hits, k) =>
    {
        var best = new BestPassages(k);
        if (k > 0)
        {
            foreach (var hit in hits)
            {
                best.Offer(hit);
            }
        }

        return best.ToArray().SequenceEqual(hits.Order().Take(k));
    });

    [Fact]
    public void Pair_LengthsDiffer_ArgumentException() => Assert.Throws<ArgumentException>(() => TopK.Pair([1, 2], [1f]));
}
