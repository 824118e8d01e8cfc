using RagQA.Index;

namespace RagQA.Tests.Index;

public sealed class FaissFlatTests : PassageIndexContract
{
    internal override IPassageIndex Create(int dimension) => new FaissIndex(FaissIndexKind.Flat, dimension);

    internal override IPassageIndex Load(string path) => FaissIndex.Load(path);

    [Fact]
    public void Search_RandomVectors_EqualsFlatIndex()
    {
        var vectors = Embeddings.Random(2000, 48, seed: 8);
        long[] ids = [.. Enumerable.Range(0, 2000).Select(i => (long)i)];
        using var exact = new FlatIndex(48);
        using var faiss = new FaissIndex(FaissIndexKind.Flat, 48);
        exact.Add(ids, Embeddings.Flatten(vectors));
        faiss.Add(ids, Embeddings.Flatten(vectors));
        Assert.All(Embeddings.Random(50, 48, seed: 9), query => Assert.Equal(exact.Search(query, 20), faiss.Search(query, 20)));
    }
}
