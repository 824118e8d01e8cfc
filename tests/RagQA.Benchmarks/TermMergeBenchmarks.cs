using BenchmarkDotNet.Attributes;
using RagQA.Index;

namespace RagQA.Benchmarks;

/// <summary>A question of eight words over 20,000 passages, by hits wanted.</summary>
public class TermMergeBenchmarks
{
    private readonly LexicalIndex _index = new();
    private ulong[] _terms = [];
    private float[] _weights = [];
    private float _length;

    /// <summary>Hits wanted.</summary>
    [Params(10, 100, 20_000)]
    public int Top { get; set; }

    /// <summary>Words by Zipf's law.</summary>
    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(1);
        for (var row = 0; row < 20_000; row++)
        {
            _index.Add(row, [.. Enumerable.Range(0, 60 + random.Next(60)).Select(_ => (ulong)Math.Exp(random.NextDouble() * 10))]);
        }

        _terms = [20, 60, 150, 400, 900, 2500, 6000, 15_000];
        var counts = _index.Statistics(_terms);
        _weights = Bm25.Weights(counts, [.. _terms.Select(_ => 1)]);
        _length = Bm25.AverageLength(counts);
    }

    /// <summary>The question.</summary>
    [Benchmark]
    public ScoredPassage[] Ask() => _index.Search(_terms, _weights, _length, Top);
}
