using CsCheck;
using RagQA.Index;

namespace RagQA.Tests.Index;

public sealed class FlatIndexTests : PassageIndexContract
{
    internal override IPassageIndex Create(int dimension) => new FlatIndex(dimension);

    internal override IPassageIndex Load(string path) => FlatIndex.Load(path);

    [Fact]
    public void Search_AnyVectors_EqualsBruteForce()
    {
        // Small whole numbers: inner products are exact in float32 whatever the order of summing, and ties are frequent.
        var numbers = Gen.Int[-3, 3].Select(x => (float)x);
        Gen.Select(Gen.Int[1, 70], Gen.Int[0, 40], Gen.Int[1, 12])
            .SelectMany((dimension, count, k) => Gen.Select(numbers.Array[dimension].Array[count], numbers.Array[dimension], Gen.Bool.Array[count], Gen.Const(k)))
            .Sample((vectors, query, allowed, k) =>
            {
                using var index = new FlatIndex(query.Length);
                index.Add([.. vectors.Select((_, row) => 500L - row)], Embeddings.Flatten(vectors));
                var filter = new PassageFilter(vectors.Length);
                foreach (var row in Enumerable.Range(0, vectors.Length).Where(row => allowed[row]))
                {
                    filter.Allow(row);
                }

                var all = vectors.Select((vector, row) => (Row: row, Hit: new ScoredPassage(500L - row, vector.Zip(query, (x, y) => x * y).Sum())));
                return index.Search(query, k).SequenceEqual(all.Select(x => x.Hit).Order().Take(k))
                    && index.Search(query, k, filter).SequenceEqual(all.Where(x => allowed[x.Row]).Select(x => x.Hit).Order().Take(k));
            });
    }

    [Fact]
    public void Search_MoreRowsThanABlock_FindsRowsOfEveryBlock()
    {
        var vectors = Embeddings.Random(9000, 8, seed: 4);
        using var index = new FlatIndex(8);
        index.Add([.. Enumerable.Range(0, 9000).Select(i => (long)i)], Embeddings.Flatten(vectors));
        Assert.All([0, 4095, 4096, 8191, 8192, 8999], row => Assert.Equal(row, index.Search(vectors[row], 1)[0].Id));
    }
}
