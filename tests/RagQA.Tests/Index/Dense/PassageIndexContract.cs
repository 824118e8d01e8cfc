using RagQA.Index;

namespace RagQA.Tests.Index;

/// <summary>What every implementation of <see cref="IPassageIndex"/> keeps.</summary>
public abstract class PassageIndexContract
{
    private const int Dimension = 24;

    internal abstract IPassageIndex Create(int dimension);

    internal abstract IPassageIndex Load(string path);

    [Fact]
    public void Search_EmptyIndex_FindsNothing()
    {
        using var index = Create(Dimension);
        Assert.Empty(index.Search(new float[Dimension], 5));
        Assert.Equal(0, index.Count);
    }

    [Fact]
    public void Search_MoreWantedThanThere_FindsAllBestFirst()
    {
        using var index = Filled(30, out var vectors);
        var hits = index.Search(vectors[3], 100);
        Assert.Equal(30, hits.Length);
        Assert.Equal(hits.Order(), hits);
        Assert.Equal(IdOf(3), hits[0].Id);
        Assert.Equal(1f, hits[0].Score, 1e-5f);
    }

    [Fact]
    public void Search_EqualVectors_LowerIdFirst()
    {
        using var index = Create(Dimension);
        var vectors = Embeddings.Random(20, Dimension, seed: 2);
        vectors[4] = vectors[9] = vectors[11] = vectors[17];
        index.Add([.. Enumerable.Range(0, 20).Select(i => 100L - i)], Embeddings.Flatten(vectors));
        Assert.Equal([83, 89], index.Search(vectors[4], 2).Select(hit => hit.Id));
        Assert.Equal([83, 89, 91, 96], index.Search(vectors[4], 4).Select(hit => hit.Id));
    }

    [Fact]
    public void Search_UnderFilter_FindsAllThatIsAllowedAndNothingElse()
    {
        using var index = Filled(400, out var vectors);
        foreach (var every in new[] { 2, 7, 90, 400 })
        {
            var filter = new PassageFilter(index.Count);
            for (var row = 0; row < 400; row += every)
            {
                filter.Allow(row);
            }

            var hits = index.Search(vectors[1], 50, filter);
            Assert.Equal(Math.Min(50, filter.Allowed), hits.Length);
            Assert.All(hits, hit => Assert.Equal(0, RowOf(hit.Id) % every));
        }
    }

    [Fact]
    public void Search_FilterAllowsNothing_FindsNothing()
    {
        using var index = Filled(20, out var vectors);
        Assert.Empty(index.Search(vectors[0], 5, new PassageFilter(20)));
        Assert.Empty(index.Search(vectors[0], 5, new PassageFilter(0)));
    }

    [Fact]
    public void Search_WrongArguments_ArgumentException()
    {
        using var index = Filled(5, out var vectors);
        Assert.ThrowsAny<ArgumentException>(() => index.Search(vectors[0], 0));
        Assert.ThrowsAny<ArgumentException>(() => index.Search(new float[Dimension - 1], 3));
        Assert.ThrowsAny<ArgumentException>(() => index.Search([float.NaN, .. vectors[0][1..]], 3));
        Assert.ThrowsAny<ArgumentException>(() => index.Search(vectors[0], 3, new PassageFilter(6)));
    }

    [Fact]
    public void Add_WrongArguments_ArgumentExceptionAndNothingAdded()
    {
        using var index = Filled(5, out var vectors);
        Assert.Throws<ArgumentException>(() => index.Add([IdOf(2)], vectors[0]));
        Assert.Throws<ArgumentException>(() => index.Add([900, 900], Embeddings.Flatten([vectors[0], vectors[1]])));
        Assert.Throws<ArgumentException>(() => index.Add([900], [float.PositiveInfinity, .. vectors[0][1..]]));
        Assert.Throws<ArgumentException>(() => index.Add([900], vectors[0].AsSpan(1)));
        Assert.Equal(5, index.Count);
        index.Add([900], vectors[0]);
        Assert.Equal(6, index.Count);
    }

    [Fact]
    public void ReadVector_AfterAdds_GivesWhatWasAdded()
    {
        using var index = Filled(50, out var vectors);
        var read = new float[Dimension];
        index.ReadVector(33, read);
        Assert.Equal(vectors[33], read);
        Assert.ThrowsAny<ArgumentException>(() => index.ReadVector(50, read));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    public void Load_AfterSave_FindsTheSameAndTakesMore(int count)
    {
        using var folder = new TemporaryFolder();
        using var index = Filled(count, out var vectors);
        var query = Embeddings.Random(1, Dimension, seed: 77)[0];
        index.Save(folder.File("dense"));
        using var loaded = Load(folder.File("dense"));
        Assert.Equal(index.Search(query, 20), loaded.Search(query, 20));
        loaded.Add([5], query);
        Assert.Equal(5, loaded.Search(query, 1)[0].Id);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Load_AnyByteChangedOrMissing_IndexFileException()
    {
        using var folder = new TemporaryFolder();
        using (var index = Filled(40, out _))
        {
            index.Save(folder.File("dense"));
        }

        var whole = File.ReadAllBytes(folder.File("dense"));
        var random = new Random(5);
        for (var i = 0; i < 60; i++)
        {
            var broken = whole.ToArray();
            broken[random.Next(broken.Length)] ^= (byte)(1 << random.Next(8));
            AssertRefused(folder, broken);
            AssertRefused(folder, whole[..random.Next(whole.Length)]);
        }

        AssertRefused(folder, [.. whole, 0]);
        AssertRefused(folder, []);
        Assert.Equal(IndexFileFault.Missing, Assert.Throws<IndexFileException>(() => Load(folder.File("none"))).Fault);
    }

    [Fact]
    public void Search_FromManyThreads_SameAsAlone()
    {
        using var index = Filled(600, out var vectors);
        var alone = vectors.Take(64).Select(vector => index.Search(vector, 10)).ToArray();
        Parallel.For(0, 256, i => Assert.Equal(alone[i % 64], index.Search(vectors[i % 64], 10)));
    }

    private static long IdOf(int row) => 1000 + (3L * row);

    private static int RowOf(long id) => (int)((id - 1000) / 3);

    private IPassageIndex Filled(int count, out float[][] vectors)
    {
        vectors = Embeddings.Random(count, Dimension, seed: 1);
        var index = Create(Dimension);
        index.Add([.. Enumerable.Range(0, count / 2).Select(IdOf)], Embeddings.Flatten(vectors[..(count / 2)]));
        index.Add([.. Enumerable.Range(count / 2, count - (count / 2)).Select(IdOf)], Embeddings.Flatten(vectors[(count / 2)..]));
        return index;
    }

    private void AssertRefused(TemporaryFolder folder, byte[] bytes)
    {
        File.WriteAllBytes(folder.File("broken"), bytes);
        Assert.Throws<IndexFileException>(() => Load(folder.File("broken")).Dispose());
    }
}
