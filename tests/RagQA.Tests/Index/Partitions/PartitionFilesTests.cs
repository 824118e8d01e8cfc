using RagQA.Index;

namespace RagQA.Tests.Index;

public sealed class PartitionFilesTests
{
    [Theory]
    [InlineData(DenseKind.Flat)]
    [InlineData(DenseKind.FaissFlat)]
    [InlineData(DenseKind.Hnsw)]
    public void Load_AfterSave_SamePartition(DenseKind kind)
    {
        using var folder = new TemporaryFolder();
        using var partition = Saved(folder, kind);
        using var loaded = PartitionIndex.Load(folder.Path, Entries.Encoder, Options(kind));
        Assert.Equal((partition.Count, partition.Revision, 3, partition.DeadShare), (loaded.Count, loaded.Revision, loaded.Generation, loaded.DeadShare));
        Entries.SameHits(Entries.Ask(partition, "sepsis dose"), Entries.Ask(loaded, "sepsis dose"));
        Entries.SameHits(Entries.Ask(partition, "sepsis dose", Ward), Entries.Ask(loaded, "sepsis dose", Ward));
        loaded.Apply(Entries.Range(500, 510), [], 9);
        partition.Apply(Entries.Range(500, 510), [], 9);
        Entries.SameHits(Entries.Ask(partition, "sepsis dose", top: 80), Entries.Ask(loaded, "sepsis dose", top: 80));
    }

    [Fact]
    public void Load_AfterSave_FactsOfDocumentsAsBefore()
    {
        using var folder = new TemporaryFolder();
        var facts = new DocumentAttributes
        {
            Subject = "p1", AccessLabels = ["a", "b"], DocumentType = "letter", Date = new DateOnly(2024, 2, 29), Source = "Ward", StudyType = "review",
            Language = "en", Authors = ["A. Author"], TrustTier = 2, Retracted = true, SupersededBy = "another",
        };
        using var partition = Entries.Partition();
        partition.Apply([Entries.Entry(1, "d1", facts), Entries.Entry(2, "d2")], [], 1);
        partition.Save(folder.Path);
        using var loaded = PartitionIndex.Load(folder.Path, Entries.Encoder, Options(DenseKind.Flat));
        Assert.Equal([1L, 2L], loaded.Fingerprints().Keys.Order());
        Assert.Equal(partition.Fingerprints().OrderBy(f => f.Key), loaded.Fingerprints().OrderBy(f => f.Key));
        Assert.Equal(Entries.Entry(1, "d1", facts).Fingerprint(), loaded.Fingerprints()[1]);
    }

    [Fact]
    public void Save_Again_ReplacesTheFilesAndLeavesNoOther()
    {
        using var folder = new TemporaryFolder();
        using var partition = Saved(folder, DenseKind.Hnsw);
        partition.Apply([], [1, 2, 3], 8);
        var manifest = partition.Save(folder.Path);
        using var loaded = PartitionIndex.Load(folder.Path, Entries.Encoder, Options(DenseKind.Hnsw));
        Assert.Equal((8, manifest.Count), (loaded.Revision, loaded.Count));
        Assert.Equal(["dense.index", "lexical.index", "manifest.json", "passages.index"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(DenseKind.Flat)]
    [InlineData(DenseKind.Hnsw)]
    public void Load_AnyByteOfAnyFileChanged_IndexFileException(DenseKind kind)
    {
        using var folder = new TemporaryFolder();
        Saved(folder, kind).Dispose();
        var random = new Random(11);
        foreach (var path in Directory.GetFiles(folder.Path))
        {
            var whole = File.ReadAllBytes(path);
            var places = whole.Length <= 1500 ? Enumerable.Range(0, whole.Length) : Enumerable.Range(0, 60).Select(_ => random.Next(whole.Length));
            foreach (var at in places)
            {
                var broken = whole.ToArray();
                broken[at] ^= 1;
                AssertRefused(folder, path, broken, kind);
            }

            AssertRefused(folder, path, whole[..^1], kind);
            AssertRefused(folder, path, [.. whole, (byte)'\n'], kind);
            File.WriteAllBytes(path, whole);
        }

        PartitionIndex.Load(folder.Path, Entries.Encoder, Options(kind)).Dispose();
    }

    [Theory]
    [InlineData("dense.index")]
    [InlineData("lexical.index")]
    [InlineData("passages.index")]
    [InlineData("manifest.json")]
    public void Load_FileMissing_Missing(string name)
    {
        using var folder = new TemporaryFolder();
        Saved(folder, DenseKind.Flat).Dispose();
        File.Delete(folder.File(name));
        Assert.Equal(IndexFileFault.Missing, Fault(folder, Entries.Encoder, DenseKind.Flat));
    }

    [Fact]
    public void Load_FileOfAnotherSave_IndexFileException()
    {
        using var folder = new TemporaryFolder();
        using var partition = Saved(folder, DenseKind.Flat);
        var old = File.ReadAllBytes(folder.File("passages.index"));
        partition.Apply([], [1], 8);
        partition.Save(folder.Path);
        File.WriteAllBytes(folder.File("passages.index"), old);
        Assert.Equal(IndexFileFault.Altered, Fault(folder, Entries.Encoder, DenseKind.Flat));
    }

    [Fact]
    public void Load_OtherEncoderOrKind_IndexFileException()
    {
        using var folder = new TemporaryFolder();
        Saved(folder, DenseKind.Flat).Dispose();
        Assert.Equal(IndexFileFault.WrongEncoder, Fault(folder, "sha256:other", DenseKind.Flat));
        Assert.Equal(IndexFileFault.WrongFormat, Fault(folder, Entries.Encoder, DenseKind.Hnsw));
    }

    private static PassageScope Ward => new() { Principal = new Principal { User = "u", Groups = ["ward-a"] } };

    private static PartitionIndexOptions Options(DenseKind kind) => new() { DenseKind = kind };

    private static PartitionIndex Saved(TemporaryFolder folder, DenseKind kind)
    {
        var partition = Entries.Partition(kind);
        partition.Apply([.. Entries.Range(0, 60), Entries.Entry(70, "restricted", new() { AccessLabels = ["ward-a"], DocumentType = "note", Date = new DateOnly(2025, 3, 1) })], [], 6);
        partition.Apply([Entries.Entry(5, version: 2)], [9], 7);
        partition.Save(folder.Path);
        return partition;
    }

    private static void AssertRefused(TemporaryFolder folder, string path, byte[] bytes, DenseKind kind)
    {
        File.WriteAllBytes(path, bytes);
        Assert.Throws<IndexFileException>(() => PartitionIndex.Load(folder.Path, Entries.Encoder, Options(kind)).Dispose());
    }

    private static IndexFileFault Fault(TemporaryFolder folder, string encoder, DenseKind kind) =>
        Assert.Throws<IndexFileException>(() => PartitionIndex.Load(folder.Path, encoder, Options(kind)).Dispose()).Fault;
}
