using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RagQA.Index;

/// <summary>512-bit registers (AVX-512 BW). On other processors it is slow and gives the same sums, so that a test can run it anywhere.</summary>
internal readonly unsafe struct WideKernel : ICodeKernel
{
    public static Vector128<int> OneByFour(sbyte* question, byte* row0, byte* row1, byte* row2, byte* row3, int length)
    {
        var (a, b, c, d) = (Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero);
        for (var i = 0; i < length; i += 64)
        {
            var q = Vector512.Load(question + i);
            a += Products(Vector512.Load(row0 + i), q);
            b += Products(Vector512.Load(row1 + i), q);
            c += Products(Vector512.Load(row2 + i), q);
            d += Products(Vector512.Load(row3 + i), q);
        }

        return Sums(a, b, c, d);
    }

    public static (Vector128<int> First, Vector128<int> Second) FourByTwo(sbyte* questions, byte* row0, byte* row1, int length)
    {
        var (a0, a1, a2, a3) = (Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero);
        var (b0, b1, b2, b3) = (Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero);
        for (var i = 0; i < length; i += 64)
        {
            var (x, y) = (Vector512.Load(row0 + i), Vector512.Load(row1 + i));
            var q = Vector512.Load(questions + i);
            a0 += Products(x, q);
            b0 += Products(y, q);
            q = Vector512.Load(questions + length + i);
            a1 += Products(x, q);
            b1 += Products(y, q);
            q = Vector512.Load(questions + (2 * length) + i);
            a2 += Products(x, q);
            b2 += Products(y, q);
            q = Vector512.Load(questions + (3 * length) + i);
            a3 += Products(x, q);
            b3 += Products(y, q);
        }

        return (Sums(a0, a1, a2, a3), Sums(b0, b1, b2, b3));
    }

    private static Vector512<int> Products(Vector512<byte> row, Vector512<sbyte> question)
    {
        if (Avx512BW.IsSupported)
        {
            return Avx512BW.MultiplyAddAdjacent(Avx512BW.MultiplyAddAdjacent(row, question), Vector512<short>.One);
        }

        var (lowRow, highRow) = Vector512.Widen(row);
        var (lowQuestion, highQuestion) = Vector512.Widen(question);
        return Pairs(lowRow.AsInt16() * lowQuestion) + Pairs(highRow.AsInt16() * highQuestion);
    }

    private static Vector512<int> Pairs(Vector512<short> products) => Vector512.WidenLower(products) + Vector512.WidenUpper(products);

    private static Vector128<int> Sums(Vector512<int> a, Vector512<int> b, Vector512<int> c, Vector512<int> d) =>
        PortableKernel.Sums(Fold(a), Fold(b), Fold(c), Fold(d));

    private static Vector128<int> Fold(Vector512<int> sums)
    {
        var half = sums.GetLower() + sums.GetUpper();
        return half.GetLower() + half.GetUpper();
    }
}
