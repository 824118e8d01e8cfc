using RagQA.Index;

namespace RagQA.Tests.Index;

/// <summary>Passages, queries and partitions for tests.</summary>
internal static class Entries
{
    public const int Dimension = 16;
    public const string Encoder = "sha256:encoder";

    private static readonly string[] Words = ["warfarin", "heparin", "dose", "sepsis", "lactate", "renal", "fever", "child", "mg", "daily"];

    public static PartitionEntry Entry(long id, string? document = null, DocumentAttributes? attributes = null, string? text = null, int version = 0) => new()
    {
        Id = id,
        DocumentId = document ?? $"document-{id / 3}",
        Attributes = attributes ?? new DocumentAttributes(),
        EncodedText = text ?? TextOf(id, version),
        Embedding = Embeddings.Random(1, Dimension, seed: (int)((id * 31) + version))[0],
    };

    public static PartitionEntry[] Range(int from, int to) => [.. Enumerable.Range(from, to - from).Select(id => Entry(id))];

    public static PartitionIndex Partition(DenseKind kind = DenseKind.Flat, double compactAbove = 0.1) =>
        new(Dimension, Encoder, generation: 3, new PartitionIndexOptions { DenseKind = kind, CompactAbove = compactAbove });

    public static PartitionHits Ask(PartitionIndex partition, string text, PassageScope? scope = null, int seed = 5, int top = 10)
    {
        var question = LexicalAnalyzer.Question(text);
        var sum = partition.Statistics(question.Terms);
        return partition.Search(new PartitionQuery
        {
            Embedding = Vectors.ToBytes(Embeddings.Random(1, Dimension, seed)[0]),
            Terms = question.Terms,
            TermWeights = Bm25.Weights(sum, question.Multiplicities),
            AverageLength = Bm25.AverageLength(sum),
            Top = top,
            Scope = scope ?? new PassageScope { Principal = Principal.Local },
        });
    }

    public static void SameHits(PartitionHits expected, PartitionHits actual)
    {
        Assert.Equal(expected.DenseIds, actual.DenseIds);
        Assert.Equal(expected.DenseScores, actual.DenseScores);
        Assert.Equal(expected.LexicalIds, actual.LexicalIds);
        Assert.Equal(expected.LexicalScores, actual.LexicalScores);
    }

    private static string TextOf(long id, int version)
    {
        var random = new Random((int)((id * 17) + version));
        return string.Join(' ', Enumerable.Range(0, 4 + random.Next(8)).Select(_ => Words[random.Next(Words.Length)]));
    }
}
