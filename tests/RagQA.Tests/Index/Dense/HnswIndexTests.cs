using RagQA.Index;

namespace RagQA.Tests.Index;

public sealed class HnswIndexTests : PassageIndexContract
{
    /// <summary>
    /// Of the ten nearest passages at most one in twenty may be missed: fusion reads 100 per retriever, so a miss near the end of the
    /// first ten rarely reaches the reader, and the lexical list covers it. The fixed seed gives about 0.99.
    /// </summary>
    private const double RecallFloor = 0.95;

    internal override IPassageIndex Create(int dimension) => new HnswIndex(dimension);

    internal override IPassageIndex Load(string path) => HnswIndex.Load(path);

    [Fact]
    public void Search_ClusteredVectors_RecallAtTenAboveFloor()
    {
        const int passages = 20_000;
        var vectors = Embeddings.Clustered(passages + 150, 384, clusters: 120, seed: 42);
        using var graph = Walking(vectors[..passages]);
        using var exact = Exact(vectors[..passages]);
        Assert.InRange(Recall(exact, graph, vectors[passages..], null), RecallFloor, 1);

        // Half of the candidates are forbidden: as many more are looked at, and the same floor holds.
        Assert.InRange(Recall(exact, graph, vectors[passages..], Every(passages, 2)), RecallFloor, 1);

        // Rows that came after the graph are compared; together with it they find as much.
        graph.Add([.. Enumerable.Range(passages, 150).Select(i => (long)i)], Embeddings.Flatten(vectors[passages..]));
        Assert.All(Enumerable.Range(passages, 150), row => Assert.Equal(row, graph.Search(vectors[row], 10)[0].Id));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(30)]
    [InlineData(1000)]
    [InlineData(2999)]
    public void Search_UnderAnyFilterByWalking_FindsAsManyAsThereAre(int every)
    {
        var vectors = Embeddings.Clustered(3000, 32, clusters: 30, seed: 3);
        using var graph = Walking(vectors);
        var filter = Every(3000, every);
        foreach (var question in Embeddings.Random(20, 32, seed: 4))
        {
            var hits = graph.Search(question, 25, filter);
            Assert.Equal(Math.Min(25, filter.Allowed), hits.Length);
            Assert.All(hits, hit => Assert.True(filter.Allows((int)hit.Id)));
        }
    }

    [Fact]
    public void Search_FilterOfOnePercent_IsExactAndSaysWhy()
    {
        var vectors = Embeddings.Clustered(30_000, 16, clusters: 300, seed: 5);
        using var index = Filled(vectors, new GraphOptions { From = 1000, EfConstruction = 30 });
        Assert.True(index.GraphIsDue);
        index.Search(vectors[0], 10, null, 1, out var before);
        index.BuildGraph(TestContext.Current.CancellationToken);
        Assert.False(index.GraphIsDue);
        index.Search(vectors[0], 10, null, 1, out var whole);
        var filter = Every(30_000, 100);
        var hits = index.Search(vectors[7], 10, filter, 1, out var filtered);
        Assert.Equal(("exact", "graph", "exact"), (before.Method, whole.Method, filtered.Method));
        Assert.Contains("300 of 30000 rows allowed", filtered.Reason, StringComparison.Ordinal);
        using var exact = Exact(vectors);
        Assert.Equal(exact.Search(vectors[7], 10, filter), hits);
    }

    [Fact]
    public void BuildGraph_OfEmbeddingsWithoutStructure_IsNotUsedAndSaysWhy()
    {
        using var folder = new TemporaryFolder();
        var vectors = Embeddings.Random(20_000, 96, seed: 8);
        using var index = Filled(vectors, new GraphOptions { From = 64, M = 4, EfConstruction = 8, EfSearch = 16 });
        index.BuildGraph(TestContext.Current.CancellationToken);
        index.Save(folder.File("dense"));
        using var loaded = HnswIndex.Load(folder.File("dense"));
        using var exact = Exact(vectors);
        foreach (var searched in new[] { index, loaded })
        {
            var hits = searched.Search(vectors[5], 10, null, 1, out var plan);
            Assert.Equal("exact", plan.Method);
            Assert.Contains("in a trial walks of the graph found", plan.Reason, StringComparison.Ordinal);
            Assert.Equal(exact.Search(vectors[5], 10), hits);
        }
    }

    [Fact]
    public void BuildGraph_SameVectors_SameGraph()
    {
        using var folder = new TemporaryFolder();
        var vectors = Embeddings.Clustered(1500, 32, clusters: 20, seed: 3);
        foreach (var name in new[] { "first", "second" })
        {
            using var graph = Walking(vectors);
            graph.Save(folder.File(name));
        }

        Assert.Equal(File.ReadAllBytes(HnswIndex.GraphFileOf(folder.File("first"))), File.ReadAllBytes(HnswIndex.GraphFileOf(folder.File("second"))));
    }

    [Fact]
    public async Task BuildGraph_WhileRowsComeAndQuestionsAreAsked_GraphOfTheRowsOfItsBeginning()
    {
        var vectors = Embeddings.Clustered(9000, 16, clusters: 40, seed: 9);
        using var index = Filled(vectors[..5000], new GraphOptions { From = 64 });
        var build = index.PrepareGraph();
        var building = Task.Run(() => build(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        for (var row = 5000; row < 9000; row += 100)
        {
            index.Add([.. Enumerable.Range(row, 100).Select(i => (long)i)], Embeddings.Flatten(vectors[row..(row + 100)]));
            Assert.Equal(row, index.Search(vectors[row], 1)[0].Id);
        }

        index.TakeGraph(await building);
        Assert.Equal((4992, true), (index.GraphRows, index.GraphIsDue));
        index.AlwaysWalk = true;
        Assert.All(Enumerable.Range(4900, 200), row => Assert.Equal(row, index.Search(vectors[row], 1)[0].Id));
    }

    [Fact]
    public void BuildGraph_Cancelled_KeepsWhatWasThere()
    {
        using var index = Filled(Embeddings.Random(500, 16, seed: 1), new GraphOptions { From = 64 });
        Assert.ThrowsAny<OperationCanceledException>(() => index.BuildGraph(new CancellationToken(canceled: true)));
        Assert.Equal(0, index.GraphRows);
    }

    [Fact]
    public void Load_AfterSave_SameGraphAndHits()
    {
        using var folder = new TemporaryFolder();
        var vectors = Embeddings.Clustered(6000, 24, clusters: 20, seed: 3);
        using var index = Walking(vectors);
        index.Save(folder.File("dense"));
        using var loaded = HnswIndex.Load(folder.File("dense"));
        loaded.AlwaysWalk = true;
        Assert.Equal(index.GraphRows, loaded.GraphRows);
        Assert.All(Embeddings.Random(50, 24, seed: 6), question => Assert.Equal(index.Search(question, 30), loaded.Search(question, 30)));
        Assert.InRange(loaded.MemoryBytes, 0, index.MemoryBytes / 2);
    }

    [Fact]
    public void Load_AnyGraphBytesUnderAValidChecksum_RefusedOrSearchedWithoutHarm()
    {
        using var folder = new TemporaryFolder();
        var vectors = Embeddings.Random(400, 8, seed: 3);
        using (var index = Walking(vectors))
        {
            index.Save(folder.File("dense"));
        }

        var path = HnswIndex.GraphFileOf(folder.File("dense"));
        var payload = File.ReadAllBytes(path)[..^SealedFile.TrailerBytes];
        var random = new Random(6);
        for (var i = 0; i < 300; i++)
        {
            var other = payload.ToArray();
            for (var changes = random.Next(1, 40); changes > 0; changes--)
            {
                // Sometimes the head, otherwise links: to rows that are not there, to themselves, in circles.
                var at = sizeof(int) * (i % 3 == 0 ? random.Next(7) : random.Next(16, payload.Length / sizeof(int)));
                BitConverter.TryWriteBytes(other.AsSpan(at), random.Next(4) switch { 0 => random.Next(), 1 => random.Next(-5, 5), _ => random.Next(400) });
            }

            SealedFile.Write(path, "RQGRAPH2"u8, (BinaryWriter writer) => writer.Write(other.AsSpan(0, i % 10 == 0 ? random.Next(other.Length) : other.Length)));
            try
            {
                using var loaded = HnswIndex.Load(folder.File("dense"));
                loaded.AlwaysWalk = true;
                Assert.All(vectors.Take(5), question => Assert.Equal(20, loaded.Search(question, 20).DistinctBy(hit => hit.Id).Count()));
            }
            catch (IndexFileException e)
            {
                Assert.NotEqual(IndexFileFault.Missing, e.Fault);
            }
        }
    }

    [Fact]
    public void Library_AnyArguments_StatusInsteadOfACrash()
    {
        FaissLibrary.EnsureLoaded();
        var random = new Random(2);
        int Any() => random.Next(4) switch { 0 => random.Next(int.MinValue, 0), 1 => 0, 2 => random.Next(2000, int.MaxValue), _ => random.Next(1, 40) };
        for (var i = 0; i < 2000; i++)
        {
            var (m, construction, count) = (Any(), Any(), Math.Min(Any(), 5000));
            if (FaissLibrary.GraphBegin(m, construction, count, out var builder) != FaissStatus.Ok)
            {
                continue;
            }

            using (builder)
            {
                // Rows are never there: the library must see it.
                var status = FaissLibrary.GraphLink(builder, [0], [0], Any(), Any(), Any(), out _);
                Assert.Equal(FaissStatus.InvalidArgument, status);
                Assert.Equal(count == 0 ? FaissStatus.Ok : FaissStatus.InvalidArgument, FaissLibrary.GraphResult(builder, out _, out _, out _, out _, out _));
            }
        }

        Assert.Equal(FaissStatus.Ok, FaissLibrary.CreateFlat(4, out var flat));
        using (flat)
        {
            var (scores, rows) = (new float[8], new long[8]);
            Assert.Equal(FaissStatus.InvalidArgument, FaissLibrary.Search(flat, 1, [1, 2, 3], 3, 8, 1, [], 0, scores, rows));
            Assert.Equal(FaissStatus.InvalidArgument, FaissLibrary.Search(flat, 0, [1, 2, 3, 4], 4, 8, 1, [], 0, scores, rows));
            Assert.Equal(FaissStatus.InvalidArgument, FaissLibrary.Search(flat, 1, [1, 2, 3, 4], 4, -8, 1, [], 0, scores, rows));
            Assert.Equal(FaissStatus.InvalidArgument, FaissLibrary.Search(flat, 1, [1, 2, 3, 4], 4, 8, 0, [], 0, scores, rows));
            Assert.Equal(FaissStatus.InvalidArgument, FaissLibrary.Search(flat, 1, [1, 2, 3, float.NaN], 4, 8, 1, [], 0, scores, rows));
            Assert.Equal(FaissStatus.InvalidArgument, FaissLibrary.Add(flat, -1, 4, [1, 2, 3, 4]));
            Assert.Equal(FaissStatus.BadFile, FaissLibrary.Load("/nowhere", out var none));
            none.Dispose();
        }
    }

    private static PassageFilter Every(int rows, int every)
    {
        var filter = new PassageFilter(rows);
        for (var row = 0; row < rows; row += every)
        {
            filter.Allow(row);
        }

        return filter;
    }

    private static HnswIndex Filled(float[][] vectors, GraphOptions options)
    {
        var index = new HnswIndex(vectors[0].Length, options);
        index.Add([.. Enumerable.Range(0, vectors.Length).Select(i => (long)i)], Embeddings.Flatten(vectors));
        return index;
    }

    private static HnswIndex Walking(float[][] vectors)
    {
        var index = Filled(vectors, new GraphOptions { From = 64 });
        index.BuildGraph(TestContext.Current.CancellationToken);
        index.AlwaysWalk = true;
        return index;
    }

    private static FlatIndex Exact(float[][] vectors)
    {
        var index = new FlatIndex(vectors[0].Length);
        index.Add([.. Enumerable.Range(0, vectors.Length).Select(i => (long)i)], Embeddings.Flatten(vectors));
        return index;
    }

    private static double Recall(FlatIndex exact, HnswIndex graph, float[][] questions, PassageFilter? filter) => questions.Average(question =>
        graph.Search(question, 10, filter).Select(hit => hit.Id).Intersect(exact.Search(question, 10, filter).Select(hit => hit.Id)).Count() / 10.0);
}
