using RagQA.Index;

namespace RagQA.Tests.Index;

/// <summary>Files that somebody or something changed never come as far as native code.</summary>
public sealed class MutatedFilesTests
{
    private const int Mutations = 240;

    [Fact]
    public void Load_AnyMutationOfAnyFile_IsRefusedByItsHash()
    {
        using var folder = new TemporaryFolder();
        using (var partition = Entries.Partition(DenseKind.Hnsw))
        {
            partition.Apply(Entries.Range(0, 80), [], 1);
            partition.Save(folder.Path);
        }

        var files = Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal).ToArray();
        var random = new Random(4);
        for (var i = 0; i < Mutations; i++)
        {
            var path = files[i % files.Length];
            var whole = File.ReadAllBytes(path);
            var mutated = MutatedBytes.Of(whole, random);
            File.WriteAllBytes(path, mutated);
            var fault = Assert.Throws<IndexFileException>(() => PartitionIndex.Load(folder.Path, Entries.Encoder, new PartitionIndexOptions { DenseKind = DenseKind.Hnsw }).Dispose()).Fault;

            // The native library would report a file that contradicts itself; a hash tells before it is asked.
            Assert.NotEqual(IndexFileFault.Inconsistent, fault);
            File.WriteAllBytes(path, whole);
        }

        PartitionIndex.Load(folder.Path, Entries.Encoder, new PartitionIndexOptions { DenseKind = DenseKind.Hnsw }).Dispose();
    }
}
