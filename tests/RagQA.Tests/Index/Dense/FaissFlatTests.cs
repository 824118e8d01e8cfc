using RagQA.Index;

namespace RagQA.Tests.Index;

public sealed class FaissFlatTests : PassageIndexContract
{
    internal override IPassageIndex Create(int dimension) => new FaissIndex(dimension);

    internal override IPassageIndex Load(string path) => FaissIndex.Load(path);

    [Fact]
    public void Search_RandomVectors_EqualsFlatIndex()
    {
        var vectors = Embeddings.Random(2000, 48, seed: 8);
        long[] ids = [.. Enumerable.Range(0, 2000).Select(i => (long)i)];
        using var exact = new FlatIndex(48);
        using var faiss = new FaissIndex(48);
        exact.Add(ids, Embeddings.Flatten(vectors));
        faiss.Add(ids, Embeddings.Flatten(vectors));
        Assert.All(Embeddings.Random(50, 48, seed: 9), query => Assert.Equal(exact.Search(query, 20), faiss.Search(query, 20)));
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
            SealedFile.Write(folder.File("foreign"), "RQFAISS2"u8, writer =>
            {
                writer.Write(foreign);
                writer.Write(8);
                writer.Write(0);
                writer.Write((long)foreign.Length);
            });
            Assert.Equal(IndexFileFault.Inconsistent, Assert.Throws<IndexFileException>(() => FaissIndex.Load(folder.File("foreign"))).Fault);
        }
    }
}
