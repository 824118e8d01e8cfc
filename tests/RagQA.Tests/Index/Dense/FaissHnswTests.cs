using RagQA.Index;

namespace RagQA.Tests.Index;

public sealed class FaissHnswTests : PassageIndexContract
{
    /// <summary>
    /// Of the ten nearest passages at most one in twenty may be missed: fusion reads 100 per retriever, so a miss near the end of the
    /// first ten rarely reaches the reader, and the lexical list covers it. The fixed seed gives about 0.97.
    /// </summary>
    private const double RecallFloor = 0.95;

    /// <summary>Half of the graph's candidates are forbidden, and twice as many are kept: the same floor holds.</summary>
    private const double FilteredRecallFloor = 0.95;

    // Nothing is compared exactly, so that the contract is kept by the graph itself.
    private static FaissIndexOptions GraphAlone => new() { ExactUpTo = 0 };

    internal override IPassageIndex Create(int dimension) => new FaissIndex(FaissIndexKind.Hnsw, dimension, GraphAlone);

    internal override IPassageIndex Load(string path) => FaissIndex.Load(path, GraphAlone);

    [Fact]
    public void Search_ClusteredVectors_RecallAtTenAboveFloor()
    {
        const int passages = 20_000;
        const int questions = 200;
        var vectors = Embeddings.Clustered(passages + questions, 384, clusters: 200, seed: 42);
        long[] ids = [.. Enumerable.Range(0, passages).Select(i => (long)i)];
        var packed = Embeddings.Flatten(vectors[..passages]);
        using var exact = new FlatIndex(384);
        using var graph = new FaissIndex(FaissIndexKind.Hnsw, 384);
        exact.Add(ids, packed);
        graph.Add(ids, packed);
        var half = new PassageFilter(passages);
        for (var row = 0; row < passages; row += 2)
        {
            half.Allow(row);
        }

        Assert.InRange(Recall(exact, graph, vectors[passages..], null), RecallFloor, 1);
        Assert.InRange(Recall(exact, graph, vectors[passages..], half), FilteredRecallFloor, 1);
    }

    [Fact]
    public void Add_SameVectors_SameGraph()
    {
        using var folder = new TemporaryFolder();
        var packed = Embeddings.Flatten(Embeddings.Clustered(1500, 32, clusters: 20, seed: 3));
        foreach (var name in new[] { "first", "second" })
        {
            using var graph = new FaissIndex(FaissIndexKind.Hnsw, 32);
            graph.Add([.. Enumerable.Range(0, 1500).Select(i => (long)i)], packed);
            graph.Save(folder.File(name));
        }

        Assert.Equal(File.ReadAllBytes(folder.File("first")), File.ReadAllBytes(folder.File("second")));
    }

    [Fact]
    public void Load_FileOfOtherIndex_WrongFormat()
    {
        using var folder = new TemporaryFolder();
        using var flat = new FlatIndex(4);
        flat.Save(folder.File("flat"));
        Assert.Equal(IndexFileFault.WrongFormat, Assert.Throws<IndexFileException>(() => FaissIndex.Load(folder.File("flat"))).Fault);
    }

    [Fact]
    public void Load_ForeignBytesUnderAValidChecksum_IndexFileException()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(6);
        for (var i = 0; i < 50; i++)
        {
            var foreign = new byte[random.Next(1, 400)];
            random.NextBytes(foreign);
            SealedFile.Write(folder.File("foreign"), "RQFAISS1"u8, writer =>
            {
                writer.Write(foreign);
                writer.Write((int)FaissIndexKind.Hnsw);
                writer.Write(8);
                writer.Write(0);
                writer.Write((long)foreign.Length);
            });
            Assert.Equal(IndexFileFault.Inconsistent, Assert.Throws<IndexFileException>(() => FaissIndex.Load(folder.File("foreign"))).Fault);
        }
    }

    private static double Recall(FlatIndex exact, FaissIndex graph, float[][] questions, PassageFilter? filter) => questions.Average(question =>
        graph.Search(question, 10, filter).Select(hit => hit.Id).Intersect(exact.Search(question, 10, filter).Select(hit => hit.Id)).Count() / 10.0);
}
