using BenchmarkDotNet.Attributes;
using RagQA.Index;

namespace RagQA.Benchmarks;

/// <summary>A block of rows by each kernel that this machine can run: one question, and 32 at once. Example: dotnet run -c Release -- --filter '*Kernel*'.</summary>
public class KernelBenchmarks
{
    private const int Dimension = 384;
    private readonly float[] _questions = new float[32 * Dimension];
    private FlatIndex _index = null!;

    /// <summary>The kernels of this machine, by the width of their registers.</summary>
    public static IEnumerable<int> Widths => RegisterWidths.Runnable.Where(w => w != RegisterWidth.Wide || RegisterWidths.Widest == RegisterWidth.Wide).Select(w => (int)w);

    /// <summary>Bits of a register.</summary>
    [ParamsSource(nameof(Widths))]
    public int Width { get; set; }

    /// <summary>Fills an index whose codes fit in the second cache of a core.</summary>
    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(1);
        var vectors = new float[1024 * Dimension];
        Array.ForEach([vectors, _questions], numbers =>
        {
            for (var i = 0; i < numbers.Length; i++)
            {
                numbers[i] = random.NextSingle() - 0.5f;
            }
        });
        _index = new FlatIndex(Dimension, (RegisterWidth)Width);
        _index.Add([.. Enumerable.Range(0, 1024).Select(i => (long)i)], vectors);
    }

    /// <summary>1,024 rows by one question.</summary>
    [Benchmark(Baseline = true)]
    public ScoredPassage[] One() => _index.Search(_questions.AsSpan(0, Dimension), 20);

    /// <summary>1,024 rows by 32 questions together.</summary>
    [Benchmark(OperationsPerInvoke = 32)]
    public ScoredPassage[][] Many() => _index.SearchMany(_questions, 20);
}
