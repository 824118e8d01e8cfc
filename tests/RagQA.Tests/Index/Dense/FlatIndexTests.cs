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

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Search_EveryKernelAnyFilterCoresAndQuestions_EqualsBruteForce(int width)
    {
        if (!RegisterWidths.Runnable.Contains((RegisterWidth)width))
        {
            return;
        }

        const int rows = 9500;
        var vectors = Embeddings.Clustered(rows, 40, clusters: 60, seed: 12);
        var questions = Embeddings.Clustered(7, 40, clusters: 60, seed: 13);
        using var index = new FlatIndex(40, (RegisterWidth)width);
        index.Add([.. Enumerable.Range(0, rows).Select(i => 20_000L - i)], Embeddings.Flatten(vectors));
        foreach (var share in new double?[] { null, 0.9, 0.3, 0.01, 0.0005 })
        {
            var filter = share is null ? null : Filter(rows, share.Value);
            var expected = questions.Select(question => BruteForce(vectors, question, filter, 20)).ToArray();
            for (var i = 0; i < questions.Length; i++)
            {
                Assert.Equal(expected[i], index.Search(questions[i], 20, filter));
                Assert.Equal(expected[i], index.Search(questions[i], 20, filter, cores: 3));
            }

            Assert.Equal(expected, index.SearchMany(Embeddings.Flatten(questions), 20, filter));
            Assert.Equal(expected, index.SearchMany(Embeddings.Flatten(questions), 20, filter, cores: 2));
        }
    }

    [Fact]
    public void Search_LongShortAndEqualEmbeddings_EqualsBruteForce()
    {
        // Lengths from 0 to 1000, many rows equal but for a last bit: the estimates alone would order them wrongly.
        var random = new Random(3);
        var vectors = Embeddings.Random(600, 33, seed: 1);
        for (var row = 0; row < vectors.Length; row++)
        {
            var scale = row % 50 == 0 ? 0 : MathF.Pow(10, random.Next(-3, 4));
            vectors[row] = row % 3 == 0 ? [.. vectors[1].Select(x => x * (1 + (random.Next(3) * 1e-7f)))] : [.. vectors[row].Select(x => x * scale)];
        }

        using var index = new FlatIndex(33);
        index.Add([.. Enumerable.Range(0, 600).Select(i => 20_000L - i)], Embeddings.Flatten(vectors));
        Assert.All(vectors.Take(100), question => Assert.Equal(BruteForce(vectors, question, null, 15), index.Search(question, 15)));
    }

    [Fact]
    public void Search_ClusteredEmbeddings_RecallAtTwentyIsOne()
    {
        var vectors = Embeddings.Clustered(12_000 + 50, 384, clusters: 120, seed: 42);
        using var index = new FlatIndex(384);
        index.Add([.. Enumerable.Range(0, 12_000).Select(i => 20_000L - i)], Embeddings.Flatten(vectors[..12_000]));
        Assert.All(vectors[12_000..], question => Assert.Equal(BruteForce(vectors[..12_000], question, null, 20), index.Search(question, 20)));
    }

    [Fact]
    public void Load_MoreRowsThanABlock_MapsWholeBlocksAndTakesMore()
    {
        using var folder = new TemporaryFolder();
        var vectors = Embeddings.Random(9000, 16, seed: 4);
        using var index = new FlatIndex(16);
        index.Add([.. Enumerable.Range(0, 8500).Select(i => (long)i)], Embeddings.Flatten(vectors[..8500]));
        index.Save(folder.File("flat"));
        using var loaded = FlatIndex.Load(folder.File("flat"));
        Assert.InRange(loaded.MappedBytes, 8192 * (64 + 4 + 64), index.MemoryBytes);
        Assert.InRange(loaded.MemoryBytes, 0, index.MemoryBytes / 4);
        index.Add([.. Enumerable.Range(8500, 500).Select(i => (long)i)], Embeddings.Flatten(vectors[8500..]));
        loaded.Add([.. Enumerable.Range(8500, 500).Select(i => (long)i)], Embeddings.Flatten(vectors[8500..]));
        Assert.All(Embeddings.Random(30, 16, seed: 5), question => Assert.Equal(index.Search(question, 50), loaded.Search(question, 50)));

        // The file may be replaced while it is mapped.
        loaded.Save(folder.File("flat"));
        Assert.Equal(index.Search(vectors[3], 5), loaded.Search(vectors[3], 5));
    }

    [Fact]
    public void Load_ContradictingHeadUnderAValidChecksum_IndexFileException()
    {
        using var folder = new TemporaryFolder();
        using (var index = new FlatIndex(8))
        {
            index.Add([1, 2], Embeddings.Flatten(Embeddings.Random(2, 8, seed: 1)));
            index.Save(folder.File("flat"));
        }

        var payload = File.ReadAllBytes(folder.File("flat"))[..^SealedFile.TrailerBytes];
        var random = new Random(9);
        for (var i = 0; i < 200; i++)
        {
            var other = payload.ToArray();
            random.NextBytes(other.AsSpan(4 * random.Next(3), 4));
            SealedFile.Write(folder.File("other"), "RQFLAT02"u8, (BinaryWriter writer) => writer.Write(other.AsSpan(0, i % 4 == 0 ? random.Next(other.Length) : other.Length)));
            Assert.Throws<IndexFileException>(() => FlatIndex.Load(folder.File("other")).Dispose());
        }
    }

    [Fact]
    public void SearchMany_WrongArguments_ArgumentException()
    {
        using var index = new FlatIndex(8);
        Assert.ThrowsAny<ArgumentException>(() => index.SearchMany([], 3));
        Assert.ThrowsAny<ArgumentException>(() => index.SearchMany(new float[12], 3));
        Assert.ThrowsAny<ArgumentException>(() => index.SearchMany(new float[16], 0));
        Assert.ThrowsAny<ArgumentException>(() => index.Search(new float[8], 3, null, cores: 0));
        Assert.Equal([[], []], index.SearchMany(new float[16], 3));
    }

    private static PassageFilter Filter(int rows, double share)
    {
        var random = new Random(5);
        var filter = new PassageFilter(rows);
        for (var row = 0; row < rows; row++)
        {
            if (random.NextDouble() < share)
            {
                filter.Allow(row);
            }
        }

        return filter;
    }

    private static ScoredPassage[] BruteForce(float[][] vectors, float[] question, PassageFilter? filter, int k) =>
        [.. Enumerable.Range(0, vectors.Length).Where(row => filter is null || filter.Allows(row))
            .Select(row => new ScoredPassage(20_000L - row, InnerProduct.Of(question, vectors[row]))).Order().Take(k)];

    [Fact]
    public void Search_MoreRowsThanABlock_FindsRowsOfEveryBlock()
    {
        var vectors = Embeddings.Random(9000, 8, seed: 4);
        using var index = new FlatIndex(8);
        index.Add([.. Enumerable.Range(0, 9000).Select(i => (long)i)], Embeddings.Flatten(vectors));
        Assert.All([0, 4095, 4096, 8191, 8192, 8999], row => Assert.Equal(row, index.Search(vectors[row], 1)[0].Id));
    }
}
