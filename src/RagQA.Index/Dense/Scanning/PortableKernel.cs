using System.Runtime.Intrinsics;

namespace RagQA.Index;

/// <summary>128-bit registers of any processor (SSE, NEON), by operations that every one has.</summary>
internal readonly unsafe struct PortableKernel : ICodeKernel
{
    public static Vector128<int> OneByFour(sbyte* question, byte* row0, byte* row1, byte* row2, byte* row3, int length)
    {
        var (a, b, c, d) = (Vector128<int>.Zero, Vector128<int>.Zero, Vector128<int>.Zero, Vector128<int>.Zero);
        for (var i = 0; i < length; i += 8)
        {
            var q = Widen(question + i);
            a += Products(q, Widen(row0 + i));
            b += Products(q, Widen(row1 + i));
            c += Products(q, Widen(row2 + i));
            d += Products(q, Widen(row3 + i));
        }

        return Sums(a, b, c, d);
    }

    public static (Vector128<int> First, Vector128<int> Second) FourByTwo(sbyte* questions, byte* row0, byte* row1, int length)
    {
        var (a0, a1, a2, a3) = (Vector128<int>.Zero, Vector128<int>.Zero, Vector128<int>.Zero, Vector128<int>.Zero);
        var (b0, b1, b2, b3) = (Vector128<int>.Zero, Vector128<int>.Zero, Vector128<int>.Zero, Vector128<int>.Zero);
        for (var i = 0; i < length; i += 8)
        {
            var (x, y) = (Widen(row0 + i), Widen(row1 + i));
            var q = Widen(questions + i);
            a0 += Products(q, x);
            b0 += Products(q, y);
            q = Widen(questions + length + i);
            a1 += Products(q, x);
            b1 += Products(q, y);
            q = Widen(questions + (2 * length) + i);
            a2 += Products(q, x);
            b2 += Products(q, y);
            q = Widen(questions + (3 * length) + i);
            a3 += Products(q, x);
            b3 += Products(q, y);
        }

        return (Sums(a0, a1, a2, a3), Sums(b0, b1, b2, b3));
    }

    public static Vector128<int> Sums(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d) =>
        Vector128.Create(Vector128.Sum(a), Vector128.Sum(b), Vector128.Sum(c), Vector128.Sum(d));

    private static Vector128<short> Widen(sbyte* codes) => Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(long*)codes).AsSByte());

    private static Vector128<short> Widen(byte* codes) => Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(long*)codes).AsByte()).AsInt16();

    private static Vector128<int> Products(Vector128<short> x, Vector128<short> y) =>
        (Vector128.WidenLower(x) * Vector128.WidenLower(y)) + (Vector128.WidenUpper(x) * Vector128.WidenUpper(y));
}
