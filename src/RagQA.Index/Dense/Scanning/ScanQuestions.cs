using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RagQA.Index;

/// <summary>Questions as codes, in memory that does not move, padded with empty ones to a multiple of four.</summary>
internal sealed unsafe class ScanQuestions
{
    private const int CacheLine = 64;

    private readonly sbyte[] _memory;
    private readonly float[] _vectors;
    private readonly float[] _scales;
    private readonly int[] _offsets;
    private readonly float[] _errors;

    /// <param name="vectors">Embeddings <c>[questions, dimension]</c>.</param>
    /// <param name="rows">What they are asked of.</param>
    public ScanQuestions(ReadOnlySpan<float> vectors, VectorRows rows)
    {
        var dimension = rows.Dimension;
        Length = rows.Length;
        Count = vectors.Length / dimension;
        Padded = (Count + 3) / 4 * 4;
        _vectors = vectors.ToArray();
        _scales = new float[Padded];
        _offsets = new int[Padded];
        _errors = new float[Padded];
        _memory = GC.AllocateArray<sbyte>((Padded * Length) + CacheLine, pinned: true);
        var start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        CodesOfAll = (sbyte*)((start + CacheLine - 1) & ~(CacheLine - 1));
        for (var i = 0; i < Count; i++)
        {
            var vector = vectors.Slice(i * dimension, dimension);
            var (scale, sum, norm, residual) = Codes.Quantize(vector, new Span<sbyte>(CodesOfAll + ((long)i * Length), Length));

            // |q·v - q̂·v̂| is at most |q - q̂||v| + |q̂||v - v̂|. The rest covers rounding: of the sum that the exact score is, and of the estimate.
            var rounding = (dimension + 4) * 6e-8f * (norm + residual) * rows.Norm;
            _scales[i] = scale;
            _offsets[i] = Codes.Zero * sum;
            _errors[i] = ((residual * rows.Norm) + (norm * rows.Residual) + rounding) * 1.0001f;
        }
    }

    public int Count { get; }

    public int Padded { get; }

    public int Length { get; }

    public sbyte* CodesOfAll { get; }

    public sbyte* CodesOf(int question) => CodesOfAll + ((long)question * Length);

    public float ScaleOf(int question) => _scales[question];

    /// <summary>What the byte that stands for 0 adds to every sum.</summary>
    public int OffsetOf(int question) => _offsets[question];

    /// <summary>How far an estimate may be from the exact score.</summary>
    public float ErrorOf(int question) => _errors[question];

    public ReadOnlySpan<float> VectorOf(int question) => _vectors.AsSpan(question * (_vectors.Length / Count), _vectors.Length / Count);
}
