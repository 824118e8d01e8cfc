using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RagQA.Index;

/// <summary>256-bit registers: 32 products are added in pairs (vpmaddubsw), the pairs in pairs (vpmaddwd); one instruction where there is VNNI.</summary>
internal readonly unsafe struct Avx2Kernel : ICodeKernel
{
    public static Vector128<int> OneByFour(sbyte* question, byte* row0, byte* row1, byte* row2, byte* row3, int length)
    {
        var (a, b, c, d) = (Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero);
        for (var i = 0; i < length; i += 32)
        {
            var q = Vector256.Load(question + i);
            a = Add(a, Vector256.Load(row0 + i), q);
            b = Add(b, Vector256.Load(row1 + i), q);
            c = Add(c, Vector256.Load(row2 + i), q);
            d = Add(d, Vector256.Load(row3 + i), q);
        }

        return Sums(a, b, c, d);
    }

    public static (Vector128<int> First, Vector128<int> Second) FourByTwo(sbyte* questions, byte* row0, byte* row1, int length)
    {
        var (a0, a1, a2, a3) = (Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero);
        var (b0, b1, b2, b3) = (Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero);
        for (var i = 0; i < length; i += 32)
        {
            var x = Vector256.Load(row0 + i);
            var y = Vector256.Load(row1 + i);
            var q = Vector256.Load(questions + i);
            a0 = Add(a0, x, q);
            b0 = Add(b0, y, q);
            q = Vector256.Load(questions + length + i);
            a1 = Add(a1, x, q);
            b1 = Add(b1, y, q);
            q = Vector256.Load(questions + (2 * length) + i);
            a2 = Add(a2, x, q);
            b2 = Add(b2, y, q);
            q = Vector256.Load(questions + (3 * length) + i);
            a3 = Add(a3, x, q);
            b3 = Add(b3, y, q);
        }

        return (Sums(a0, a1, a2, a3), Sums(b0, b1, b2, b3));
    }

    private static Vector256<int> Add(Vector256<int> sums, Vector256<byte> row, Vector256<sbyte> question) => AvxVnni.IsSupported
        ? AvxVnni.MultiplyWideningAndAdd(sums, row, question)
        : sums + Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(row, question), Vector256<short>.One);

    private static Vector128<int> Sums(Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d)
    {
        var pairs = Avx2.HorizontalAdd(Avx2.HorizontalAdd(a, b), Avx2.HorizontalAdd(c, d));
        return pairs.GetLower() + pairs.GetUpper();
    }
}
