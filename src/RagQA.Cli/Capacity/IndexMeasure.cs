using System.Globalization;
using RagQA.Cli.Benchmarks;
using RagQA.Grains.Retrieval;
using RagQA.Index;

namespace RagQA.Cli.Capacity;

/// <summary>Builds a partition of made-up passages as ingestion does, saves it and measures what it takes.</summary>
internal static class IndexMeasure
{
    private const int Searches = 31;

    private static readonly int Candidates = new RetrieverOptions().Candidates;


    public static async Task<IndexPoint> RunAsync(int passages, int dimension, bool withGraph, CancellationToken cancellationToken)
    {
        var made = new MadeUpPassages(dimension, passages, structured: true);
        var folder = Directory.CreateTempSubdirectory("ragqa-capacity-");
        try
        {
            var options = new PartitionIndexOptions();
            options.Graph.From = withGraph ? options.Graph.From : int.MaxValue;
            using var index = new PartitionIndex(dimension, "capacity", options: options);
            var vectors = made.Vectors(0, passages);
            index.Apply([.. Enumerable.Range(0, passages).Select(row => Entry(made, row, vectors.AsMemory(row * dimension, dimension)))], [], 1);
            await index.GraphBuild.WaitAsync(cancellationToken);
            var manifest = index.Save(folder.FullName);
            return new IndexPoint(
                passages,
                index.MemoryBytes,
                manifest.Files.Where(file => file.Name.EndsWith(".graph", StringComparison.Ordinal)).Sum(file => file.Bytes),
                manifest.Files.Sum(file => file.Bytes),
                MedianSearch(index, made, dimension, cancellationToken));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static PartitionEntry Entry(MadeUpPassages made, int row, ReadOnlyMemory<float> embedding) => new()
    {
        Id = row,
        DocumentId = string.Create(CultureInfo.InvariantCulture, $"document-{row / MadeUpDocuments.Paragraphs}"),
        Attributes = new DocumentAttributes { Title = "" },
        EncodedText = string.Join(' ', made.Terms(row).Select(Word)),
        Embedding = embedding,
    };

    /// <summary>As a question is searched: terms are counted first, then weighed by how rare they are, which lets the search leave out most of the passages.</summary>
    private static double MedianSearch(PartitionIndex index, MadeUpPassages made, int dimension, CancellationToken cancellationToken)
    {
        var questions = made.Questions(Searches);
        var contest = new Contest().Add("search", turn =>
        {
            var number = turn % Searches;
            ulong[] terms = [.. made.Question(number).Select(word => LexicalAnalyzer.Hash(Word(word))).Distinct().Order()];
            var counts = index.Statistics(terms);
            index.Search(new PartitionQuery
            {
                Embedding = Vectors.ToBytes(questions.AsSpan(number * dimension, dimension)),
                Terms = terms,
                TermWeights = Bm25.Weights(counts, [.. terms.Select(_ => 1)]),
                AverageLength = Bm25.AverageLength(counts),
                Top = Candidates,
                Scope = new PassageScope { Principal = Principal.Local },
            });
        });
        return contest.Run(Searches, cancellationToken)["search"] / 1000;
    }

    private static string Word(ulong term) => string.Create(CultureInfo.InvariantCulture, $"w{term}");
}
